import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How files of a project name the library. */
export interface Library {
  /** In stacks and constructs. */
  readonly root: string;
  /** Whether the project is a clone of the library. */
  readonly isClone: boolean;
}

export const OUTSIDE: Library = { root: 'steading', isClone: false };
const CLONE: Library = { root: '../src', isClone: true };

export function libraryOf(project: string): Library {
  const manifest = join(project, 'package.json');
  if (!existsSync(manifest)) return OUTSIDE;
  try {
    return JSON.parse(readFileSync(manifest, 'utf8')).name === 'steading' ? CLONE : OUTSIDE;
  } catch {
    return OUTSIDE;
  }
}
