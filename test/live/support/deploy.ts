import { KubeError } from '../../../src/cluster/answers';
import { type Answer, type Kube, type KubeObject, refer } from '../../../src/cluster/kube';
import { accepted, type Plane } from './plane';
import type { Document, Tree } from './tree';

/** What the API server said to one document. */
export interface Judgement {
  readonly document: Document;
  readonly answer: Answer;
}

/** Sends every document as it stands in its file, in the order of delivery; kinds that nothing defines are left out. */
export async function deploy({ kube, missing }: Plane, documents: readonly Document[]): Promise<Judgement[]> {
  const undefinedKinds = new Set(missing.map(({ apiVersion, kind }) => `${apiVersion}/${kind}`));
  const judgements: Judgement[] = [];
  for (const document of documents) {
    const { manifest, text } = document;
    if (undefinedKinds.has(`${manifest.apiVersion}/${manifest.kind}`)) continue;
    judgements.push({ document, answer: await kube.apply(manifest, { text }) });
  }
  return judgements;
}

/** Makes the Secrets that a controller or a person would make, with the keys of the contracts. */
export async function standInSecrets(kube: Kube, { graph }: Tree): Promise<number> {
  const secrets = graph.secrets.map(({ namespace, name, keys }) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace, name },
    stringData: Object.fromEntries(keys.map((key) => [key.name, 'stand-in'])),
  }));
  await accepted(kube, secrets);
  return secrets.length;
}

/** What an object lacks to be ready; undefined when it is, and for kinds that never are. */
export function lacking(object: KubeObject | undefined): string | undefined {
  if (!object) return 'is not there';
  const { generation = 0 } = object.metadata as { generation?: number };
  const spec = (object.spec ?? {}) as { replicas?: number };
  const status = (object.status ?? {}) as Record<string, unknown> & { conditions?: { type: string; status: string }[] };
  const wanted = spec.replicas ?? 1;
  const count = (field: string, of = wanted): string | undefined =>
    (status[field] ?? 0) === of ? undefined : `has ${status[field] ?? 0} of ${of} ${field}`;
  const seen = (status.observedGeneration as number | undefined) === generation ? undefined : 'has not been looked at';
  switch (object.kind) {
    case 'Deployment':
      return seen ?? count('updatedReplicas') ?? count('availableReplicas');
    case 'StatefulSet':
      return seen ?? count('updatedReplicas') ?? count('readyReplicas');
    case 'DaemonSet':
      return seen ?? count('numberReady', status.desiredNumberScheduled as number);
    case 'Job':
      return status.conditions?.some(({ type, status }) => type === 'Complete' && status === 'True')
        ? undefined
        : 'is not complete';
    case 'PersistentVolumeClaim':
      return status.phase === 'Bound' ? undefined : `is ${status.phase}`;
    case 'Pod':
      return status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True')
        ? undefined
        : `is ${status.phase}`;
    default:
      return undefined;
  }
}

const WAITED_FOR = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'PersistentVolumeClaim', 'Pod']);

/** Waits for all that can become ready, `timeoutMs` milliseconds in all; what does not, and why not. */
export async function untilReady(
  kube: Kube,
  manifests: readonly KubeObject[],
  timeoutMs = 60_000,
): Promise<{ ready: number; late: string[] }> {
  const deadline = Date.now() + timeoutMs;
  const waited = manifests.filter(({ kind }) => WAITED_FOR.has(kind));
  const late: string[] = [];
  for (const manifest of waited) {
    let why: string | undefined;
    const test = (object: KubeObject | undefined): boolean => {
      why = lacking(object);
      return why === undefined;
    };
    await kube.waitFor(refer(manifest), test, 'late', Math.max(0, deadline - Date.now())).catch((error) => {
      if (!(error instanceof KubeError)) throw error;
      late.push(`${manifest.kind} ${manifest.metadata.name} ${why}`);
    });
  }
  return { ready: waited.length - late.length, late };
}

/** Applies again what is there; the objects that this changes, and how. */
export async function changedByAgain(kube: Kube, documents: readonly Document[]): Promise<string[]> {
  const changed: string[] = [];
  for (const { manifest, text, path } of documents) {
    const before = await kube.get(refer(manifest));
    const { object: after, message } = await kube.apply(manifest, { text });
    if (!before || !after) changed.push(`${path}: ${message}`);
    else if (version(before) !== version(after) && own(before) !== own(after)) changed.push(`${path} is changed`);
  }
  return changed;
}

const version = ({ metadata }: KubeObject): unknown => metadata.resourceVersion;

/** All of an object but what its controllers write meanwhile. */
function own({ status, metadata, ...rest }: KubeObject): string {
  const { resourceVersion, managedFields, ...kept } = metadata;
  const managers = (managedFields as { manager: string; subresource?: string }[]).filter(
    ({ subresource }) => !subresource,
  );
  return JSON.stringify({ ...rest, kept, managers });
}
