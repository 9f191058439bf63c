import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { attempt, failure, quietly, WriteError } from './error';
import { inTheWay, standing } from './ground';

/**
 * Puts a text in the place of another one that a person keeps: the old file or the new one, never half of it. Its mode stays, and a link stays a link.
 *
 * Errors: `busy` when somebody has changed the file since it was read; `unwritable`, `full`.
 */
export function replaceFile(path: string, was: string, text: string): void {
  try {
    const real = fs.realpathSync(path);
    const beside = `${real}.new`;
    try {
      fs.writeFileSync(beside, text, { mode: fs.statSync(real).mode & 0o777, flush: true });
      if (fs.readFileSync(real, 'utf8') !== was) throw changed(path);
      fs.renameSync(beside, real);
    } catch (error) {
      quietly(() => fs.rmSync(beside, { force: true }));
      throw error;
    }
  } catch (error) {
    const found = failure('write', path, error);
    if (!(found instanceof WriteError) || found.kind === 'busy') throw found;
    throw new WriteError(found.kind, path, found.message, FIX, { cause: error });
  }
}

const FIX = 'see that the file and its folder can be written and that the disk has room; nothing was changed';

function changed(path: string): WriteError {
  return new WriteError('busy', path, `${path} was changed by somebody else meanwhile`, 'run the same command again');
}

/** Makes files, none of which may be there, and then does the rest: all of it, or nothing. */
export function createFiles(
  root: string,
  files: Readonly<Record<string, string>>,
  rest: () => void = () => undefined,
): void {
  const taken = Object.keys(files).find((file) => standing(join(root, file)) !== 'nothing');
  if (taken !== undefined) throw inTheWay(taken, standing(join(root, taken)), 'a new file');
  const made: string[] = [];
  try {
    for (const [file, text] of Object.entries(files)) {
      const path = join(root, file);
      attempt('write', path, () => {
        fs.mkdirSync(dirname(path), { recursive: true });
        fs.writeFileSync(path, text, { flag: 'wx' });
      });
      made.push(path);
    }
    rest();
  } catch (error) {
    for (const path of made) quietly(() => fs.rmSync(path));
    throw error;
  }
}
