import { isUtf8 } from 'node:buffer';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../../base/refusal';
import type { Found } from '../../preview/read/tree';
import { named, readFile } from '../../write/disk';
import { isFolder } from '../../write/ground';
import { OWNERSHIP_FILE } from '../../write/ownership';

/** Git's own, the list of what Steading owns, and what programs keep for themselves, thousands of files at times. */
const NOT_OURS = new Set(['.git', OWNERSHIP_FILE, 'node_modules', '__pycache__']);

/** Every file below a folder; a link leads elsewhere. Errors: {@link Refusal} where it is none, `Refusal` and `WriteError` for what cannot be read. */
export function filesBelow(folder: string): Found[] {
  if (!isFolder(folder)) throw new Refusal('usage', `'${folder}' is no folder`, 'name a folder of manifests');
  return below(folder).map((file) => {
    const bytes = readFile(join(folder, file));
    return { file, content: isUtf8(bytes) ? bytes.toString() : bytes };
  });
}

/** Without calls in calls: folders may stand in each other as deep as the disk takes them. */
function below(folder: string): string[] {
  const files: string[] = [];
  const folders = [''];
  for (let path = folders.pop(); path !== undefined; path = folders.pop()) {
    const full = join(folder, path);
    for (const entry of named(full, () => readdirSync(full, { withFileTypes: true }))) {
      const name = path === '' ? entry.name : `${path}/${entry.name}`;
      if (NOT_OURS.has(entry.name)) continue;
      if (entry.isDirectory()) folders.push(name);
      else if (entry.isFile()) files.push(name);
    }
  }
  return files;
}
