import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Found } from '../../preview/read/tree';
import { UsageError } from '../exit';
import { OWNERSHIP_FILE } from '../write/ownership';

/** Git's own, the list of what Steading owns, and what programs keep for themselves, thousands of files at times. */
const NOT_OURS = new Set(['.git', OWNERSHIP_FILE, 'node_modules', '__pycache__']);

/** Every file below a folder; a link leads elsewhere. */
export function filesBelow(folder: string): Found[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`'${folder}' is no folder`, 'name a folder of manifests');
  return below(folder, '').map((file) => {
    const bytes = readFileSync(join(folder, file));
    return { file, content: isUtf8(bytes) ? bytes.toString() : bytes };
  });
}

function below(folder: string, path: string): string[] {
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    const file = path === '' ? entry.name : `${path}/${entry.name}`;
    if (NOT_OURS.has(entry.name)) return [];
    if (entry.isDirectory()) return below(folder, file);
    return entry.isFile() ? [file] : [];
  });
}
