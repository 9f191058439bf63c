import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'file://';

/**
 * A state in files is not written at once: an engine that is killed meanwhile leaves half of it, beside what it was one step before. Puts that in
 * its place, and gives back the path of what it replaced; nothing where the state is whole, or kept elsewhere.
 */
export function restoreState(stack: string): string | undefined {
  const { PULUMI_BACKEND_URL: backend = '' } = process.env;
  if (!backend.startsWith(PREFIX)) return undefined;
  const folder = backend
    .slice(PREFIX.length)
    .replace(/[?].*$/, '')
    .replace(/^~(?=\/|$)/, homedir());
  const file = join(folder, '.pulumi/stacks/steading', `${stack}.json`);
  const before = `${file}.bak`;
  // Beside each file lies one with its type and checksum. Half of it stops Pulumi ("failed to load checkpoint: EOF"); none of it does not.
  for (const attributes of [file, before].map((path) => `${path}.attrs`))
    if (existsSync(attributes) && !isWhole(attributes)) rmSync(attributes);
  if (!existsSync(file) || isWhole(file) || !existsSync(before) || !isWhole(before)) return undefined;
  copyFileSync(before, file);
  return file;
}

function isWhole(path: string): boolean {
  try {
    JSON.parse(readFileSync(path, 'utf8'));
    return true;
  } catch {
    return false;
  }
}
