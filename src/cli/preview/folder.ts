import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Found } from '../../preview/of-tree';
import { UsageError } from '../exit';
import { OWNERSHIP_FILE } from '../write/ownership';

/** Every file below a folder, but for Git's own and the list of what Steading owns. */
export function filesBelow(folder: string): Found[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`'${folder}' is no folder`, 'name a folder of manifests');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(folder, '/').length).replaceAll('\\', '/'))
    .filter((file) => !file.split('/').some((part) => part === '.git' || part === OWNERSHIP_FILE))
    .map((file) => ({ file, content: readFileSync(join(folder, file), 'utf8') }));
}
