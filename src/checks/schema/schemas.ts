import { groupBy } from '../../base/sort';
import type { Manifest } from '../../kubernetes/manifest';
import { knows, newShape, unread, watched } from './shape';

/** What is wrong in an object: a field that its kind does not have, or a value that the field does not take. */
export type Violation =
  | { readonly field: string; readonly known: readonly string[] }
  | { readonly field: string; readonly got: string; readonly expected: string };

/** Judges objects of one kind. */
export interface Schema {
  violations(manifest: object): readonly Violation[];
}

/** The schemas of the kinds that occur, by `apiVersion/kind`. A kind that a known group does not have is `undefined` here. */
export type Schemas = ReadonlyMap<string, Schema | undefined>;

const KUBERNETES = 'kubernetes-models';

/** Which package knows a group. Groups of Kubernetes itself have no dot, or are served by it. */
const PACKAGES: Readonly<Record<string, string>> = {
  'argoproj.io': '@kubernetes-models/argo-cd',
  'bitnami.com': '@kubernetes-models/sealed-secrets',
  'cert-manager.io': '@kubernetes-models/cert-manager',
  'acme.cert-manager.io': '@kubernetes-models/cert-manager',
  'helm.toolkit.fluxcd.io': '@kubernetes-models/flux-cd',
  'kafka.strimzi.io': '@kubernetes-models/strimzi-kafka-operator',
  'kustomize.toolkit.fluxcd.io': '@kubernetes-models/flux-cd',
  'source.toolkit.fluxcd.io': '@kubernetes-models/flux-cd',
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
  'traefik.io': '@kubernetes-models/traefik',
};

/** What a Kubernetes 1.34 or newer serves of its own groups; the package knows versions that are long gone. */
const SERVED = new Set([
  'v1',
  'admissionregistration.k8s.io/v1',
  'apiextensions.k8s.io/v1',
  'apiregistration.k8s.io/v1',
  'apps/v1',
  'autoscaling/v1',
  'autoscaling/v2',
  'batch/v1',
  'certificates.k8s.io/v1',
  'coordination.k8s.io/v1',
  'discovery.k8s.io/v1',
  'events.k8s.io/v1',
  'flowcontrol.apiserver.k8s.io/v1',
  'networking.k8s.io/v1',
  'node.k8s.io/v1',
  'policy/v1',
  'rbac.authorization.k8s.io/v1',
  'resource.k8s.io/v1',
  'scheduling.k8s.io/v1',
  'storage.k8s.io/v1',
]);

/** Others end in k8s.io too, and are defined by what brings them: Gateway API, snapshots. */
const OWN_GROUPS = new Set([...SERVED].map((apiVersion) => apiVersion.split('/')[0]));

interface ModelClass {
  readonly prototype: { validate(this: object): void };
}

/** Loads the schemas of kinds, and of nothing else: one class is read in a few milliseconds, a whole package in a second. */
export async function loadSchemas(manifests: Iterable<Manifest>): Promise<Schemas> {
  const named = [...manifests].filter(({ apiVersion }) => typeof apiVersion === 'string');
  const kinds = new Map(named.map((manifest) => [schemaKey(manifest), manifest]));
  const loaded = [...kinds].map(async ([key, { apiVersion, kind }]) => {
    const from = packageOf(apiVersion);
    if (!from) return [[METADATA, await metadataSchema()]] as const;
    const served = from !== KUBERNETES || SERVED.has(apiVersion);
    return [[key, served ? await load(`${from}/${apiVersion}/${kind}`, kind) : undefined]] as const;
  });
  return new Map((await Promise.all(loaded)).flat());
}

/** Of what all objects have, for kinds that no package knows. */
export const METADATA = 'metadata';

async function metadataSchema(): Promise<Schema | undefined> {
  const any = { apiVersion: 'v1', kind: 'ConfigMap' };
  const known = await load(`${KUBERNETES}/v1/ConfigMap`, 'ConfigMap');
  return known && { violations: (manifest) => known.violations({ ...any, metadata: (manifest as Manifest).metadata }) };
}

export function schemaKey({ apiVersion, kind }: Pick<Manifest, 'apiVersion' | 'kind'>): string {
  return `${apiVersion}/${kind}`;
}

function packageOf(apiVersion: string): string | undefined {
  const [group = '', version] = apiVersion.split('/');
  if (version === undefined || !group.includes('.') || OWN_GROUPS.has(group)) return KUBERNETES;
  return PACKAGES[group];
}

async function load(path: string, kind: string): Promise<Schema | undefined> {
  try {
    const module = (await import(path)) as Readonly<Record<string, ModelClass>>;
    return module[kind] && schemaOf(module[kind]);
  } catch (error) {
    if (NOT_THERE.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

const NOT_THERE = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED']);

function schemaOf({ prototype }: ModelClass): Schema {
  const shape = newShape();
  return {
    violations(manifest) {
      const wrong = judged(prototype, manifest, manifest);
      if (knows(shape, manifest)) return wrong;
      const again = judged(prototype, watched(manifest, shape), manifest);
      return [
        ...(wrong.length > 0 ? wrong : again),
        ...unread(manifest, shape, '').filter(({ field }) => !isOverlooked(manifest, field)),
      ];
    },
  };
}

const DESCRIBED = ['PriorityClass', 'CustomResourceDefinition'];

/** Properties that the packages lack: those called `description`, taken for the schema's own, and extensions within schemas. */
function isOverlooked(manifest: object, field: string): boolean {
  const { apiVersion, kind } = manifest as Manifest;
  if (kind === 'CustomResourceDefinition' && /\.x-kubernetes-[a-z-]+$/.test(field)) return true;
  // Of Kubernetes' own kinds few have a description.
  const may = packageOf(apiVersion) !== KUBERNETES || DESCRIBED.includes(kind);
  return may && /(^|\.)description$/.test(field) && !field.startsWith('metadata.');
}

/** What the validator says of an object, or of one that stands for it. */
function judged({ validate }: ModelClass['prototype'], object: object, manifest: object): Violation[] {
  try {
    validate.call(object);
    return [];
  } catch (error) {
    return said(error, manifest);
  }
}

interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
}

/** One violation a field: of the branches of a `oneOf`, what any of them would have taken. */
function said(error: unknown, manifest: object): Violation[] {
  const { errors } = error as { readonly errors?: readonly SchemaError[] };
  if (!errors) throw error;
  const telling = errors.filter((one) => one.keyword !== 'oneOf' && one.keyword !== 'anyOf' && !isOverstated(one));
  return [...groupBy(telling, ({ instancePath }) => instancePath)].map(([path, group]) => {
    const expected = [
      ...new Set(group.map(({ message = 'be another value' }) => `to ${message.replace(/^(must|should) /, '')}`)),
    ];
    return {
      field: path.slice(1).replaceAll('/', '.'),
      got: show(at(manifest, path)),
      expected: expected.join(' or '),
    };
  });
}

/** A package asks claim templates within a kind for version and kind, which its definition does not: the operator knows what they are. */
function isOverstated({ instancePath, keyword, message = '' }: SchemaError): boolean {
  const isTemplate = /\/(storage|ephemeral)\/volumeClaimTemplate$/.test(instancePath);
  return isTemplate && keyword === 'required' && /'(apiVersion|kind)'|\b(apiVersion|kind)$/.test(message);
}

function at(value: unknown, path: string): unknown {
  return path
    .split('/')
    .slice(1)
    .reduce((inner, key) => (inner as Readonly<Record<string, unknown>> | undefined)?.[key], value);
}

function show(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'a map' : JSON.stringify(value);
}
