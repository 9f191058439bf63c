import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, type Progress } from '../build';
import { withLock } from '../lock';
import modules from './modules.json';
import type { Source } from './source';

interface Module {
  readonly module: string;
  readonly version: string;
  /** As in a go.sum: the file is what it was when the version was chosen. */
  readonly sum: string;
  /** Whether its files are templates of a chart: what Helm would fill in, labels, is left out. @default - false */
  readonly isTemplate?: boolean;
  readonly files: Readonly<Record<string, readonly string[]>>;
}

/** The Go modules of operators that carry their definitions. */
export const GO_MODULES: readonly Source[] = (modules as unknown as readonly Module[]).map((module) => {
  const fileOf = (kind: string): string | undefined =>
    Object.keys(module.files).find((name) => module.files[name]?.includes(kind));
  return {
    name: `${module.module} ${module.version}`,
    has: (kind) => fileOf(kind) !== undefined,
    file: (kind, say) => downloaded(module, fileOf(kind) ?? '', say),
  };
});

/** The path of one file of a module, in the cache. */
async function downloaded(wanted: Module, file: string, say: Progress): Promise<string> {
  const { module, version, sum, files, isTemplate = false } = wanted;
  const folder = join(cacheFolder(), `definitions-${module.replaceAll('/', '-')}-${version}`);
  const kept = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
  if (!existsSync(join(folder, kept(file)))) {
    mkdirSync(cacheFolder(), { recursive: true });
    const wait = (): void => say(`definitions: waiting for another download of ${module}`);
    await withLock(`${folder}.lock`, wait, async () => {
      if (existsSync(join(folder, kept(file)))) return;
      say(`definitions: downloading ${module} ${version}`);
      const source = await download(module, version, sum);
      const unfinished = `${folder}.unfinished`;
      for (const old of [unfinished, folder]) rmSync(old, { recursive: true, force: true });
      mkdirSync(unfinished);
      for (const name of Object.keys(files)) {
        const text = readFileSync(join(source, name), 'utf8');
        writeFileSync(join(unfinished, kept(name)), isTemplate ? text.replace(/\{\{.*?\}\}/g, '') : text);
      }
      renameSync(unfinished, folder);
    });
  }
  return join(folder, kept(file));
}

/** The checksum stands beside the version, as in a go.sum: the public database need not be asked. */
async function download(module: string, version: string, sum: string): Promise<string> {
  const env = { ...process.env, GOWORK: 'off', GOFLAGS: '', GONOSUMDB: module };
  const { stdout } = await promisify(execFile)('go', ['mod', 'download', '-json', `${module}@${version}`], {
    cwd: tmpdir(),
    env,
  }).catch((error: NodeJS.ErrnoException & { stdout?: string }) => {
    if (error.code === 'ENOENT') throw new Error("install Go and put 'go' on the PATH");
    if (error.stdout) return { stdout: error.stdout };
    throw error;
  });
  const { Dir, Sum, Error: refused } = JSON.parse(stdout) as { Dir?: string; Sum?: string; Error?: string };
  if (!Dir) throw new Error(refused ?? 'the Go module proxy says nothing');
  if (Sum !== sum) throw new Error(`its checksum is ${Sum}, expected ${sum}`);
  return Dir;
}
