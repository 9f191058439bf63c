import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { DEFAULT_SCHEMA } from 'js-yaml';
import { readYaml } from '../src/base/yaml';
import type { DefinitionSpec, Kind } from '../src/cluster/discovery';
import type { KubeObject } from '../src/cluster/kube';
import type { Progress } from './build';
import { GO_MODULES } from './definitions/go';
import type { Source } from './definitions/source';
import { STRIMZI } from './definitions/strimzi';

/** A kind that nothing here defines, and why. */
export interface Missing extends Kind {
  readonly why: string;
}

/** Where definitions are looked for, once no folder has them. */
const SOURCES: readonly Source[] = [...GO_MODULES, STRIMZI];
/** Why a kind is missing that no package defines: nothing can be done about it. */
export const UNDEFINED = 'no package is known that defines it';

/** Groups that Kubernetes itself serves. `snapshot.storage.k8s.io` and its like are not among them. */
const BUILT_IN =
  /^((admissionregistration|apiextensions|authentication|authorization|certificates|coordination|discovery|events|flowcontrol\.apiserver|internal\.apiserver|networking|node|rbac\.authorization|resource|scheduling|storage|storagemigration)\.k8s\.io|apiregistration\.k8s\.io|[a-z]+)$/;

/**
 * The CustomResourceDefinitions of kinds, each once; Kubernetes' own kinds need none and are passed over. They come
 * from the folders of `$STEADING_DEFINITIONS` (several are separated as in `PATH`), where a file is
 * `<group>/<kind>.yaml`; and else from the packages of `definitions/`, kept in the cache. A kind that has a definition from neither is in `missing`. `onProgress` gets
 * one line a download.
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
  const source = SOURCES.find((one) => one.has(key));
  if (!source) return { why: UNDEFINED };
  try {
    const definition = inFile(await source.file(key, say), kind);
    return definition ? { definition, why: '' } : { why: `${source.name} does not serve it` };
  } catch (error) {
    const why = `cannot get ${source.name}: ${(error as Error).message}`;
    say(why);
    return { why };
  }
}

function folders(): string[] {
  const named = process.env.STEADING_DEFINITIONS?.split(delimiter).filter((folder) => folder !== '') ?? [];
  return named.filter(existsSync).flatMap((folder) => {
    const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return [folder, ...below.map(({ name }) => join(folder, name))];
  });
}

function inFile(path: string, kind: Kind): KubeObject | undefined {
  // A bound of a schema is a number, also where JavaScript cannot hold each digit: the API server takes no text for it.
  return (readYaml(readFileSync(path, 'utf8'), { schema: DEFAULT_SCHEMA }) as (KubeObject | null)[]).find(
    (object): object is KubeObject => object?.kind === 'CustomResourceDefinition' && serves(object, kind),
  );
}

function serves(definition: KubeObject, { apiVersion, kind }: Kind): boolean {
  const { group, names, versions } = definition.spec as DefinitionSpec;
  return names.kind === kind && versions.some(({ name, served }) => served && `${group}/${name}` === apiVersion);
}
