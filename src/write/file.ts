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
      writeNew(beside, text, fs.statSync(real).mode & 0o777);
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

/**
 * Makes files, or puts others in the place of those that are there. All are laid beside their places before the first is renamed: what belongs
 * together is not torn apart by a full disk. Errors: `unwritable`, `full`; nothing was changed then, unless the disk failed between two renames.
 */
export function replaceFiles(files: readonly { readonly path: string; readonly text: string }[]): void {
  const beside = (path: string) => `${path}.new`;
  try {
    for (const { path, text } of files)
      attempt('write', path, () => {
        fs.mkdirSync(dirname(path), { recursive: true });
        writeNew(beside(path), text);
      });
    for (const { path } of files) attempt('write', path, () => fs.renameSync(beside(path), path));
  } catch (error) {
    for (const { path } of files) quietly(() => fs.rmSync(beside(path), { force: true }));
    throw error;
  }
}

/** Never by way of a link that somebody put there. */
function writeNew(path: string, text: string, mode = 0o666): void {
  fs.rmSync(path, { force: true });
  fs.writeFileSync(path, text, { flag: 'wx', mode, flush: true });
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
