import { join, posix } from 'node:path';
import { dump } from 'js-yaml';
import { Unreadable } from '../base/limits';
import { readDocument, readYaml } from '../base/yaml';
import { fields, isMap, type Manifest } from '../kubernetes/manifest';
import type { Placed } from '../preview/side';
import { homed } from './helm';
import { type Build, isRemote } from './kustomizations';
import { complaint, run } from './process';
import { put, type Scratch } from './scratch';
import { substituted, type Variables } from './substitute';
import { joined, type Tree } from './tree';

export type Built = { readonly objects: readonly Placed[] } | { readonly reason: string };

/** Beside the tree, where no file of it is. */
const OWN = '.steading-build';
const ORIGIN = 'config.kubernetes.io/origin';
const DISABLED = 'kustomize.toolkit.fluxcd.io/substitute';

/** The kustomize on the PATH. */
export class Kustomize {
  constructor(
    private readonly program: string,
    private readonly scratch: Scratch,
  ) {}

  /** What a kustomization makes, each object with the file that it came from. */
  async build(build: Build, tree: Tree): Promise<Built> {
    const { reads, folder, options, owner } = build;
    if (reads.reason !== undefined) return { reason: reads.reason };
    const room = this.scratch.room(reads.files);
    const root = join(room, 'tree');
    for (const { file, content } of reads.files) put(join(root, file), content);
    for (const { file } of reads.files) this.withoutRemote(join(root, file), file, tree);
    if (tree.kustomization(folder) === undefined)
      put(join(root, folder, 'kustomization.yaml'), dump(generated(folder, tree)));
    const up = posix.relative(`/${OWN}`, `/${folder}`);
    const { components, ...rest } = options;
    const overlay = {
      ...{ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: [up] },
      ...rest,
      ...(Array.isArray(components) && { components: components.map((one) => posix.join(up, String(one))) }),
      buildMetadata: ['originAnnotations'],
    };
    put(join(root, OWN, 'kustomization.yaml'), dump(overlay));
    const restrictor = reads.leavesFolder ? ['--load-restrictor', 'LoadRestrictionsNone'] : [];
    const ended = await run(this.program, ['build', join(root, OWN), ...restrictor], { room });
    if (ended.code !== 0) return { reason: complaint(ended, room) };
    return placed(ended.stdout, build, owner?.file ?? folder);
  }

  /** Nothing is fetched: what a kustomization takes from elsewhere is left out of it on both sides. */
  private withoutRemote(path: string, file: string, tree: Tree): void {
    if (!/(^|\/)kustomization\.ya?ml$|(^|\/)Kustomization$/.test(file)) return;
    const said = tree.document(file);
    const less = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.filter(
            (one) =>
              !(typeof one === 'string'
                ? isRemote(one)
                : isMap(one) && typeof one.path === 'string' && isRemote(one.path)),
          )
        : value;
    if (!isMap(said) || ![...texts(said)].some(isRemote)) return;
    put(
      path,
      dump(
        Object.fromEntries(Object.entries(said).map(([key, value]) => [key, LOADED.has(key) ? less(value) : value])),
      ),
    );
  }
}

const LOADED = new Set([
  'resources',
  'bases',
  'components',
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'replacements',
  'crds',
  'configurations',
]);

function* texts(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (value !== null && typeof value === 'object') for (const one of Object.values(value)) yield* texts(one);
}

/** As Flux makes one for a folder that has none: its manifests, and folders below by their own. */
function generated(folder: string, tree: Tree): object {
  const resources: string[] = [];
  const covered: string[] = [];
  for (const { file } of tree.below(folder)) {
    const own = folder === '' ? file : file.slice(folder.length + 1);
    const above = own
      .split('/')
      .slice(0, -1)
      .map((_, i, all) => all.slice(0, i + 1).join('/'));
    const inner = above.find((one) => tree.kustomization(joined(folder, one) as string) !== undefined);
    if (inner !== undefined) {
      if (!covered.includes(inner)) covered.push(inner);
    } else if (/\.ya?ml$/.test(own) && isMap(tree.document(file)) && 'kind' in (tree.document(file) as object))
      resources.push(own);
  }
  return {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: [...resources, ...covered],
  };
}

function placed(output: string, { variables, namespace, owner }: Build, otherwise: string): Built {
  try {
    const all = readYaml(output).filter((one): one is Manifest => isMap(one));
    return {
      objects: all.map((one) => {
        const origin = fields(readDocument((fields(one.metadata.annotations)[ORIGIN] as string) ?? ''));
        const bare = without(one);
        const said =
          variables &&
          fields(bare.metadata.annotations)[DISABLED] !== 'disabled' &&
          fields(bare.metadata.labels)[DISABLED] !== 'disabled'
            ? filled(bare, variables)
            : bare;
        const from = origin.path ?? origin.configuredIn;
        const file = typeof from === 'string' ? (joined(OWN, from) ?? otherwise) : otherwise;
        return {
          file,
          manifest: namespace === undefined ? said : homed(said, namespace),
          ...(owner && { broughtBy: owner }),
        };
      }),
    };
  } catch (error) {
    if (error instanceof Unreadable) return { reason: `what it builds is ${error.message}` };
    throw error;
  }
}

function without(manifest: Manifest): Manifest {
  const { [ORIGIN]: _, ...annotations } = fields(manifest.metadata.annotations) as Record<string, string>;
  const { annotations: __, ...metadata } = manifest.metadata;
  return { ...manifest, metadata: { ...metadata, ...(Object.keys(annotations).length > 0 && { annotations }) } };
}

/** Flux substitutes in the text of an object: what stands for a number becomes one. */
function filled(manifest: Manifest, variables: Variables): Manifest {
  const text = dump(manifest, { lineWidth: -1, noRefs: true });
  const now = substituted(text, variables);
  if (now === text) return manifest;
  const read = readDocument(now);
  return isMap(read) && isMap(read.metadata) ? (read as Manifest) : manifest;
}
