import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** `npm run build`: what the package holds, in lib/: the compiled sources, and what those read at run time. */
const ROOT = resolve(__dirname, '..');
const LIB = join(ROOT, 'lib');

/** Folders beside compiled files, of which all that is no TypeScript is read by path. */
const READ_AT_RUN_TIME = ['src', 'constructs', 'tools/control-plane', 'tools/definitions'];

rmSync(LIB, { recursive: true, force: true });
const compiler = join(ROOT, 'node_modules/typescript7/bin/tsc');
const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
  cwd: ROOT,
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);
for (const folder of READ_AT_RUN_TIME)
  cpSync(join(ROOT, folder), join(LIB, folder), {
    recursive: true,
    filter: (path) => statSync(path).isDirectory() || !path.endsWith('.ts'),
  });

// A declaration of a CommonJS module has to say so when it takes a type from an ES module; in a source, Biome takes that for a mistake.
for (const file of readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.d.ts'))) {
  const text = readFileSync(join(LIB, file), 'utf8');
  const said = text
    .replace(/^(import type .* from '@?kubernetes-models[^']*');$/gm, "$1 with { 'resolution-mode': 'import' };")
    .replace(/import\(("@?kubernetes-models[^"]*")\)/g, "import($1, { with: { 'resolution-mode': 'import' } })");
  if (said !== text) writeFileSync(join(LIB, file), said);
}
