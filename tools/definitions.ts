import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { loadAll } from 'js-yaml';
import { cacheFolder, type Progress } from './build';
import modules from './definitions/modules.json';
import type { DefinitionSpec, Kind } from './discovery';
import type { KubeObject } from './kube';
import { withLock } from './lock';

/** A kind that nothing here defines, and why. */
export interface Missing extends Kind {
  readonly why: string;
}

interface Module {
  readonly module: string;
  readonly version: string;
  /** As in a go.sum: the file is what it was when the version was chosen. */
  readonly sum: string;
  readonly files: Readonly<Record<string, readonly string[]>>;
}

/** Groups that Kubernetes itself serves. `snapshot.storage.k8s.io` and its like are not among them. */
const BUILT_IN =
  /^((admissionregistration|apiextensions|authentication|authorization|certificates|coordination|discovery|events|flowcontrol\.apiserver|internal\.apiserver|networking|node|rbac\.authorization|resource|scheduling|storage|storagemigration)\.k8s\.io|apiregistration\.k8s\.io|[a-z]+)$/;

/**
 * The CustomResourceDefinitions of kinds, each once; Kubernetes' own kinds need none and are passed over. They come
 * from the folders of `$STEADING_DEFINITIONS` (several are separated as in `PATH`; empty: none), by default
 * `../shared/crds` and `../shared/crds-older` beside the checkout, where a file is `<group>/<kind>.yaml`; and else from
 * the Go modules of `definitions/modules.json`, kept in the cache. A kind that has a definition from neither is in
 * `missing`. `onProgress` gets one line a download.
 */
export async function definitions(
  kinds: readonly Kind[],
  onProgress: Progress = () => undefined,
): Promise<{ found: KubeObject[]; missing: Missing[] }> {
  const wanted = new Map(
    kinds.filter(isCustom).map(({ apiVersion, kind }) => [`${apiVersion}/${kind}`, { apiVersion, kind }]),
  );
  const found = new Map<string, KubeObject>();
  const missing: Missing[] = [];
  for (const kind of wanted.values()) {
    const { definition, why } = await definitionOf(kind, onProgress);
    const name = definition?.metadata.name ?? '';
    const known = found.get(name) ?? definition;
    if (known && serves(known, kind)) found.set(name, known);
    else missing.push({ ...kind, why: known ? 'another version of it is used beside it' : why });
  }
  return { found: [...found.values()], missing };
}

/** Whether a kind needs a CustomResourceDefinition. */
export function isCustom({ apiVersion }: Kind): boolean {
  const [group = '', version] = apiVersion.split('/');
  return version !== undefined && !BUILT_IN.test(group);
}

interface Looked {
  readonly definition?: KubeObject;
  readonly why: string;
}

async function definitionOf(kind: Kind, say: Progress): Promise<Looked> {
  const [group = ''] = kind.apiVersion.split('/');
  for (const folder of folders()) {
    const path = join(folder, group, `${kind.kind.toLowerCase()}.yaml`);
    const definition = existsSync(path) ? inFile(path, kind) : undefined;
    if (definition) return { definition, why: '' };
  }
  const key = `${group}/${kind.kind}`;
  for (const module of modules as readonly Module[]) {
    const file = Object.keys(module.files).find((name) => module.files[name]?.includes(key));
    if (!file) continue;
    try {
      const definition = inFile(await downloaded(module, file, say), kind);
      return definition ? { definition, why: '' } : { why: `${module.module} ${module.version} does not serve it` };
    } catch (error) {
      const why = `cannot get ${module.module} ${module.version}: ${(error as Error).message}`;
      say(why);
      return { why };
    }
  }
  return { why: 'no package is known that defines it' };
}

function folders(): string[] {
  const shared = ['crds', 'crds-older'].map((name) => resolve(__dirname, '../../shared', name));
  const named = process.env.STEADING_DEFINITIONS?.split(delimiter).filter((folder) => folder !== '') ?? shared;
  return named.filter(existsSync).flatMap((folder) => {
    const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return [folder, ...below.map(({ name }) => join(folder, name))];
  });
}

function inFile(path: string, kind: Kind): KubeObject | undefined {
  return (loadAll(readFileSync(path, 'utf8')) as (KubeObject | null)[]).find(
    (object): object is KubeObject => object?.kind === 'CustomResourceDefinition' && serves(object, kind),
  );
}

function serves(definition: KubeObject, { apiVersion, kind }: Kind): boolean {
  const { group, names, versions } = definition.spec as DefinitionSpec;
  return names.kind === kind && versions.some(({ name, served }) => served && `${group}/${name}` === apiVersion);
}

/** The path of one file of a module, in the cache. */
async function downloaded({ module, version, sum, files }: Module, file: string, say: Progress): Promise<string> {
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
      for (const name of Object.keys(files)) copyFileSync(join(source, name), join(unfinished, kept(name)));
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
