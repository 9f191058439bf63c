import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { withLock } from './lock';
import { RECIPES, type Recipe, type RecipeName } from './recipes';

/** A program that this machine lacks; the message says what to install. */
export class MissingTool extends Error {
  override name = 'MissingTool';
}

/** The Go tool refused; the message ends with what it said. */
export class BuildFailed extends Error {
  override name = 'BuildFailed';
}

export type BinaryName = RecipeName | 'kubectl';
export type Progress = (line: string) => void;

const PROGRESS_MS = 5_000;
/** A module that wants a newer Go than there is gets it from the same registry. */
const ENVIRONMENT = { CGO_ENABLED: '0', GOWORK: 'off', GOTOOLCHAIN: 'auto', GOFLAGS: '-buildvcs=false -mod=readonly' };

/** Runs what follows and ends it when standard input ends: a build does not outlive who asked for it. */
const WITH_PARENT = 'exec 3<&0; "$@" 3<&- & build=$!; { cat <&3; kill $build; } >/dev/null 2>&1 & wait $build';

/**
 * The path of an executable, built now unless the cache (`$STEADING_CACHE`, else `$XDG_CACHE_HOME/steading`, else
 * `~/.cache/steading`) holds one made from the same sources, flags and Go. Builds of one binary wait for each other.
 * `onProgress` gets a line each five seconds of a build (default: standard error). Throws `MissingTool`, `BuildFailed`.
 */
export async function binary(name: BinaryName, onProgress: Progress = toStandardError): Promise<string> {
  const recipeName = name === 'kubectl' ? 'control-plane' : name;
  const { folder, flags, built } = await place(recipeName);
  if (!existsSync(built)) {
    mkdirSync(cacheFolder(), { recursive: true });
    const wait = (): void => onProgress(`${recipeName}: waiting for another build of it`);
    await withLock(`${built}.lock`, wait, async () => {
      if (!existsSync(built)) await build(recipeName, folder, flags, built, onProgress);
    });
  }
  return join(built, name);
}

/** Whether the cache holds a binary. Throws `MissingTool`. */
export async function isBuilt(name: RecipeName): Promise<boolean> {
  return existsSync((await place(name)).built);
}

/** Where a binary is built, how, and where it is kept then. */
async function place(name: RecipeName): Promise<{ folder: string; flags: string[]; built: string }> {
  const recipe: Recipe = RECIPES[name];
  const folder = join(__dirname, recipe.module);
  const { tags = [] } = recipe;
  const tagged = tags.length > 0 ? [`-tags=${tags.join()}`] : [];
  const flags = ['-trimpath', ...tagged, `-ldflags=${linkerFlags(recipe, folder)}`, recipe.package];
  const built = join(cacheFolder(), `${name}-${fingerprint(folder, [...flags, await goVersion(folder)])}`);
  return { folder, flags, built };
}

async function build(name: RecipeName, folder: string, flags: string[], built: string, say: Progress): Promise<void> {
  const unfinished = `${built}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  const { alias, takes }: Recipe = RECIPES[name];
  say(`${name}: building from Go modules, ${takes}`);
  try {
    await goBuild(name, folder, unfinished, flags, say);
    if (alias) symlinkSync(name, join(unfinished, alias));
    renameSync(unfinished, built);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function goBuild(name: string, cwd: string, output: string, flags: string[], say: Progress): Promise<void> {
  const command = ['go', 'build', '-v', '-o', join(output, name), ...flags];
  const env = { ...process.env, ...ENVIRONMENT, GOTMPDIR: output };
  const child = spawn('sh', ['-c', WITH_PARENT, 'sh', ...command], { cwd, env, stdio: ['pipe', 'ignore', 'pipe'] });
  const lines: string[] = [];
  createInterface(child.stderr).on('line', (line) => lines.push(line));
  const started = Date.now();
  const report = (state: string): void => {
    const seconds = Math.round((Date.now() - started) / 1000);
    say(`${name}: ${Math.floor(seconds / 60)} min ${seconds % 60} s, ${state}`);
  };
  const timer = setInterval(() => report(`step ${lines.length}, ${lines.at(-1) ?? 'starting'}`), PROGRESS_MS);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(timer);
      child.stdin.destroy();
      report(code === 0 ? 'built' : 'failed');
      if (code === 0) resolve();
      else reject(new BuildFailed(`cannot build ${name}: ${lines.slice(-20).join('\n')}`));
    });
  });
}

async function goVersion(folder: string): Promise<string> {
  try {
    const environment = { ...process.env, ...ENVIRONMENT };
    const { stdout } = await promisify(execFile)('go', ['env', 'GOVERSION', 'GOOS', 'GOARCH'], {
      cwd: folder,
      env: environment,
    });
    return stdout;
  } catch (error) {
    const wanted = /^go (\S+)$/m.exec(readFileSync(join(folder, 'go.mod'), 'utf8'))?.[1];
    const found = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is none' : (error as Error).message;
    throw new MissingTool(`install Go ${wanted} or newer and put 'go' on the PATH: ${found}`);
  }
}

function linkerFlags(recipe: Recipe, folder: string): string {
  const goMod = readFileSync(join(folder, 'go.mod'), 'utf8').split('\n');
  // The block of tools names modules too, without versions.
  const named = goMod.map((line) => line.trim().split(' ')).filter(([name]) => name === recipe.versionOf);
  const version = named.find(([, version]) => version)?.[1];
  if (!version) throw new BuildFailed(`${recipe.module}/go.mod names no version of ${recipe.versionOf}`);
  const variables = Object.entries(recipe.variables(version)).map(([name, value]) => `-X ${name}=${value}`);
  return ['-s', '-w', ...variables].join(' ');
}

function fingerprint(folder: string, more: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(more));
  for (const file of readdirSync(folder).sort()) hash.update(`\0${file}\0`).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}

export function cacheFolder(): string {
  const { STEADING_CACHE, XDG_CACHE_HOME } = process.env;
  return STEADING_CACHE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'steading');
}

function toStandardError(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function main(names: readonly string[]): Promise<void> {
  const known = Object.keys(RECIPES);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown) throw new Error(`no binary '${unknown}': there are ${known.join(', ')}`);
  for (const name of names.length > 0 ? names : known) console.log(await binary(name as RecipeName));
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error: Error) => {
    console.error(`${error.name}: ${error.message}`);
    process.exitCode = 1;
  });
}
