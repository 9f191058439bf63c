/** The folder of a '/' separated path, '' at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The last name of a '/' separated path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether a path stays inside the folder that it is relative to, and out of every `.git`. */
export function safePath(path: string): boolean {
  return !UNSAFE.test(path) && !path.includes('\0');
}

/** An empty name (so: a leading, a trailing or a doubled '/'), '.', '..', '.git'. */
const UNSAFE = /(?:^|\/)(?:\.{0,2}|\.git)(?:\/|$)/i;

/** One spelling for all that some file system takes for the same name. */
export function fold(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** All folders on the way to some paths, but for the top. */
export function foldersOn(paths: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const path of paths)
    for (let folder = folderOf(path); folder !== '' && !folders.has(folder); folder = folderOf(folder))
      folders.add(folder);
  return folders;
}
