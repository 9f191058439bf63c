import { isDeepStrictEqual } from 'node:util';
import { loweredOf } from '../../../../src/backends/artifact';
import type { Plan, ResourceId } from '../../../../src/backends/pulumi/resource';
import { referencesIn } from '../../../../src/backends/pulumi/resource';
import { type Kube, type KubeObject, refer } from '../../../../src/cluster/kube';
import type { Tree } from '../tree';

/** What began before something that its plan has first had ended. */
export function tooEarly(plan: Plan, log: readonly string[]): string[] {
  const at = new Map(log.map((line, i) => [line, i]));
  const parts = (id: ResourceId): ResourceId[] => [
    id,
    ...plan.filter(({ parent }) => parent === id).flatMap((child) => parts(child.id)),
  ];
  return plan.flatMap(({ id, options, inputs }) => {
    const began = at.get(`begin create ${id}`);
    if (began === undefined) return [];
    const first = [...options.dependsOn.flatMap(parts), ...referencesIn(inputs).map(({ id }) => id)];
    const late = first.filter(
      (one) => at.has(`begin create ${one}`) && !((at.get(`end create ${one}`) ?? began) < began),
    );
    return late.map((one) => `${id} began before ${one} had ended`);
  });
}

const OF_DELIVERY = /^(argocd\.argoproj\.io|kustomize\.toolkit\.fluxcd\.io)\//;

/** Objects of the tree that the cluster has not, or has otherwise: those that applying them from there would change. A SealedSecret stands for its Secret. */
export async function unlike(kube: Kube, { artifacts, graph }: Tree): Promise<string[]> {
  const found: string[] = [];
  for (const { manifest, layer } of loweredOf(artifacts)) {
    const { kind, metadata } = manifest;
    if (layer !== 'workload' || kind === 'SealedSecret') continue;
    const annotations = Object.entries(metadata.annotations ?? {}).filter(([key]) => !OF_DELIVERY.test(key));
    const object = {
      ...manifest,
      metadata: { ...metadata, annotations: Object.fromEntries(annotations) },
    } as KubeObject;
    const there = await kube.get(refer(object));
    const { ok, message, object: after } = await kube.apply(object, { dryRun: true, fieldManager: 'judge' });
    if (!there || !ok) found.push(`${kind} ${metadata.name}: ${message || 'is not there'}`);
    else if (!isDeepStrictEqual(own(there), own(after))) found.push(`${kind} ${metadata.name} is another`);
  }
  for (const { namespace, name, keys, store } of graph.secrets.filter((one) => one.store !== '1password')) {
    const there = await kube.get({ apiVersion: 'v1', kind: 'Secret', namespace, name });
    const made = keys.filter(({ source: { from } }) => from !== 'manual').map(({ name: key }) => key);
    const lacks = made.filter((key) => !(key in ((there?.data ?? {}) as object)));
    if (!there || lacks.length > 0) found.push(`Secret ${namespace}/${name} of ${store} lacks ${lacks.join()}`);
  }
  return found;
}

/** All but what the API server keeps of who wrote it. */
function own(object: KubeObject | undefined): unknown {
  if (!object) return undefined;
  const { status, metadata, ...rest } = object;
  const { managedFields, resourceVersion, generation, annotations = {}, ...kept } = metadata;
  return { ...rest, kept, annotations };
}
