import fs from 'node:fs';
import { join } from 'node:path';
import { attempt, codeOf, WriteError } from './error';
import { safePath } from './paths';

/** The list of the files that Steading owns, at the top of each environment. It owns this one too, without saying so. */
export const OWNERSHIP_FILE = '.steading.json';

/** The list as text: the same bytes for the same files, one a line, so that a merge in Git reads well. */
export function ownershipText(files: Iterable<string>): string {
  return `${JSON.stringify({ schema: 1, files: [...files].sort() }, null, 2)}\n`;
}

/** What Steading owns under `root`; nothing where there is no list. Errors: `damaged` for a list that it did not write, `unwritable`. */
export function readOwnership(root: string): readonly string[] {
  const path = join(root, OWNERSHIP_FILE);
  const text = attempt('read', path, () => readIfThere(path));
  if (text === undefined) return [];
  const files = ownedBy(text);
  if (files) return files;
  const message = `${path} is not a list of files as steading writes it`;
  const fix = 'restore it (git checkout), or remove it: files with equal content are then taken over, others are named';
  throw new WriteError('damaged', path, message, fix);
}

/** The text of a file, or undefined when there is none. */
export function readIfThere(path: string): string | undefined {
  try {
    return fs.readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** A list of paths that stay inside their folder, or undefined. */
export function pathList(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every((path) => typeof path === 'string' && safePath(path)) ? value : undefined;
}

/** The files that a list names; undefined where it is none. */
export function ownedBy(text: string): string[] | undefined {
  try {
    const value = JSON.parse(text) as { schema?: unknown; files?: unknown } | null;
    return value?.schema === 1 ? pathList(value.files) : undefined;
  } catch {
    return undefined;
  }
}
