import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ARCHIVES } from '../../../../src/model/charts';

const NAMES = ['kubernetes', 'command', 'random'] as const;
type Name = (typeof NAMES)[number];
/** Environment variable: a folder with the plugins themselves, such as `pulumi-resource-kubernetes`. What it lacks is stood in for. */
const FOLDER = 'STEADING_PULUMI_PLUGINS';

/** The plugin itself, where somebody has it. */
function real(name: Name): string | undefined {
  const { [FOLDER]: folder = '' } = process.env;
  const file = resolve(folder, `pulumi-resource-${name}`);
  return folder !== '' && existsSync(file) ? file : undefined;
}

/** Environment variable: a folder with archives of charts, such as `traefik-41.3.0.tgz`. Else the provider asks their own repositories. */
const CHARTS = 'STEADING_PULUMI_CHARTS';

/** Lays the archives of charts into a project, where somebody has them. */
export function giveCharts(root: string): void {
  const { [CHARTS]: folder = '' } = process.env;
  if (folder !== '') cpSync(resolve(folder), join(root, ARCHIVES), { recursive: true });
}

export const isReal = (name: Name): boolean => real(name) !== undefined;

/** By whom a run is judged, for people. */
export function providers(): string {
  const own = NAMES.filter(isReal);
  return own.length === 0 ? 'stand-ins for its providers' : `its own providers ${own.join(' and ')}`;
}

/** Puts plugins where the engine looks for them, in the versions that the program asks for; `stoodIn` are stand-ins in any case. */
export function installPlugins(home: string, stoodIn: readonly Name[]): void {
  for (const name of NAMES) {
    const { version } = require(`@pulumi/${name}/package.json`) as { version: string };
    const folder = join(home, 'plugins', `resource-${name}-v${version}`);
    const file = join(folder, `pulumi-resource-${name}`);
    mkdirSync(folder, { recursive: true });
    const found = stoodIn.includes(name) ? undefined : real(name);
    if (found) symlinkSync(found, file);
    else writeFileSync(file, script(name), { mode: 0o755 });
  }
}

/** Each run of the engine starts it anew, and it outlives an engine that is killed: as a plugin does. */
function script(name: Name): string {
  const words = [process.execPath, '--import', require.resolve('tsx'), join(__dirname, 'plugin.ts'), name];
  return `#!/bin/sh\nexec ${words.map((word) => `'${word}'`).join(' ')} "$@"\n`;
}
