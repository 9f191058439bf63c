import { WriteError } from './error';
import { OWNERSHIP_FILE } from './ownership';
import { fold, folderOf, nameOf, safePath } from './paths';
import { ROOM } from './room';

/** One file of a tree: `path` is relative to the environment's folder and '/' separated, `mode` exact (0644, 0755). */
export interface TreeFile {
  readonly path: string;
  readonly mode: number;
  readonly content: string;
}

/** Everything that Steading makes for one environment. */
export interface Tree {
  readonly environment: string;
  readonly files: readonly TreeFile[];
}

/** What writing changed, or would change. Paths are relative to `out`, sorted, and include each `.steading.json`. */
export interface Changes {
  readonly added: string[];
  readonly changed: string[];
  readonly removed: string[];
  readonly unchanged: number;
}

const LONGEST_NAME = 255;

/**
 * Sees that the trees can stand on any file system. Errors: a plain `Error` for a mistake of the program (a path that is absolute
 * or leaves its folder, a reserved name, two paths that are one where case does not count); `unwritable` for a name that is too long.
 */
export function checkTrees(trees: readonly Tree[]): void {
  const environments = new Map<string, string>();
  for (const { environment, files } of trees) {
    if (!safePath(environment) || environment.includes('/') || fold(environment) === ROOM)
      throw new Error(`'${environment}' cannot be the folder of an environment`);
    once(environments, environment, 'environments');
    checkFiles(environment, files);
  }
}

function checkFiles(environment: string, files: readonly TreeFile[]): void {
  const names = new Map<string, string>([[OWNERSHIP_FILE, OWNERSHIP_FILE]]);
  const folders = new Map<string, string>();
  for (const { path, mode } of files) {
    if (!safePath(path)) throw new Error(`'${path}' is no path inside the folder of '${environment}'`);
    if (!Number.isInteger(mode) || mode < 0 || mode > 0o777)
      throw new Error(`'${environment}/${path}' has mode ${mode}: only permission bits are possible`);
    if (Buffer.byteLength(nameOf(path)) > LONGEST_NAME) throw tooLong(environment, path);
    once(names, path, `files of '${environment}'`);
    for (
      let folder = folderOf(path);
      folder !== '' && folders.get(fold(folder)) !== folder;
      folder = folderOf(folder)
    ) {
      if (Buffer.byteLength(nameOf(folder)) > LONGEST_NAME) throw tooLong(environment, folder);
      once(folders, folder, `folders of '${environment}'`);
    }
  }
  for (const [folded, folder] of folders) {
    const file = names.get(folded);
    if (file !== undefined) throw new Error(`'${environment}/${file}' is a file and '${folder}' a folder: rename one`);
  }
}

function once(seen: Map<string, string>, name: string, what: string): void {
  const folded = fold(name);
  const other = seen.get(folded);
  if (other === name) throw new Error(`two ${what} are both '${name}': rename one`);
  if (other !== undefined)
    throw new Error(
      `two ${what}, '${other}' and '${name}', are one where upper and lower case are the same: rename one`,
    );
  seen.set(folded, name);
}

function tooLong(environment: string, path: string): WriteError {
  const full = `${environment}/${path}`;
  const message = `the name of ${full} has ${Buffer.byteLength(nameOf(path))} bytes, more than the ${LONGEST_NAME} that a disk takes`;
  return new WriteError('unwritable', full, message, 'shorten the name of what is made there');
}
