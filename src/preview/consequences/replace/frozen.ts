import { type Fields, fields, items } from '../../../checks/pods';
import type { Manifest } from '../../../graph/graph';
import { sortBy } from '../../../graph/sort';
import type { Identity } from '../../change';
import type { Code } from '../catalogue';
import { completedClaim, completedPod, same } from '../defaults';
import { isOf } from '../judge';

/** What of an object cannot be changed: named parts of it, of which none may differ. */
export interface Frozen {
  readonly code: Extract<Code, `replace/${string}`>;
  readonly kinds: readonly string[];
  readonly parts: (manifest: Manifest, other: Manifest, side: StateOf) => Fields;
}

/** Which of the two states is looked at. */
type StateOf = 'before' | 'after';

/** A part of an object that was to be changed and cannot be. */
export interface Part {
  readonly path: string;
  readonly was: unknown;
  readonly is: unknown;
}

/** What the API server refuses of a change, by code. */
export function refusedBy(
  object: Pick<Identity, 'apiVersion' | 'kind'>,
  before: Manifest,
  after: Manifest,
): { readonly code: Frozen['code']; readonly parts: readonly Part[] }[] {
  return FROZEN.flatMap(({ code, kinds, parts }) => {
    if (!isOf(object, kinds) || (code.startsWith('replace/immutable') && before.immutable !== true)) return [];
    const [old, now] = [parts(before, after, 'before'), parts(after, before, 'after')];
    const differing = sortBy(new Set([...Object.keys(old), ...Object.keys(now)]), (name) => name).flatMap((path) =>
      same(old[path], now[path]) ? [] : [{ path, was: old[path], is: now[path] }],
    );
    return differing.length > 0 ? [{ code, parts: differing }] : [];
  });
}

const spec = (manifest: Manifest): Fields => fields(manifest.spec);
const without = (all: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(all).filter(([key]) => !names.includes(key)));
const only = (all: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, all[name]]));
const inSpec = (parts: Fields): Fields =>
  Object.fromEntries(Object.entries(parts).map(([key, value]) => [`spec.${key}`, value]));
const RBAC = 'rbac.authorization.k8s.io';

/** Verified against a kube-apiserver, field by field: test/live/consequences.test.ts. */
export const FROZEN: readonly Frozen[] = [
  {
    code: 'replace/selector',
    kinds: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet'],
    parts: (manifest) => inSpec(only(spec(manifest), 'selector')),
  },
  {
    code: 'replace/volume-claim-templates',
    kinds: ['apps/StatefulSet'],
    parts: (manifest) => ({
      'spec.volumeClaimTemplates': items(spec(manifest).volumeClaimTemplates).map(claimTemplate),
    }),
  },
  {
    code: 'replace/stateful-set',
    kinds: ['apps/StatefulSet'],
    parts: (manifest) => inSpec({ podManagementPolicy: 'OrderedReady', ...without(spec(manifest), ...STATEFUL_SET) }),
  },
  { code: 'replace/job-template', kinds: ['batch/Job'], parts: job },
  { code: 'replace/role-ref', kinds: [`${RBAC}/RoleBinding`, `${RBAC}/ClusterRoleBinding`], parts: roleRef },
  { code: 'replace/cluster-ip', kinds: ['/Service'], parts: service },
  {
    code: 'replace/storage-class',
    kinds: ['storage.k8s.io/StorageClass'],
    parts: (manifest) =>
      only(
        { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate', ...manifest },
        ...['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
      ),
  },
  { code: 'replace/claim', kinds: ['/PersistentVolumeClaim'], parts: claim },
  { code: 'replace/volume', kinds: ['/PersistentVolume'], parts: volume },
  { code: 'replace/immutable-config-map', kinds: ['/ConfigMap'], parts: immutable },
  { code: 'replace/immutable-secret', kinds: ['/Secret'], parts: immutable },
  {
    code: 'replace/secret-type',
    kinds: ['/Secret'],
    parts: ({ type = 'Opaque' }) => ({ type }),
  },
  {
    code: 'replace/priority-class',
    kinds: ['scheduling.k8s.io/PriorityClass'],
    parts: (manifest) => ({
      preemptionPolicy: 'PreemptLowerPriority',
      ...stated(manifest, 'value', 'preemptionPolicy'),
    }),
  },
  {
    code: 'replace/ingress-class',
    kinds: ['networking.k8s.io/IngressClass'],
    parts: (manifest) => inSpec(only(spec(manifest), 'controller')),
  },
  {
    code: 'replace/definition',
    kinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
    parts: (manifest) => {
      const { group, scope, names } = spec(manifest);
      const { kind, plural } = fields(names);
      return inSpec({ group, scope, 'names.kind': kind, 'names.plural': plural });
    },
  },
  { code: 'replace/pod', kinds: ['/Pod'], parts: pod },
  { code: 'replace/fixed-field', kinds: ['node.k8s.io/RuntimeClass'], parts: (manifest) => only(manifest, 'handler') },
  {
    code: 'replace/fixed-field',
    kinds: ['discovery.k8s.io/EndpointSlice'],
    parts: (manifest) => only(manifest, 'addressType'),
  },
  {
    code: 'replace/fixed-field',
    kinds: ['/ResourceQuota'],
    parts: (manifest) => inSpec(only(spec(manifest), 'scopes', 'scopeSelector')),
  },
  {
    code: 'replace/fixed-field',
    kinds: ['storage.k8s.io/CSIDriver'],
    parts: (manifest) =>
      inSpec({
        attachRequired: true,
        volumeLifecycleModes: ['Persistent'],
        ...stated(spec(manifest), 'attachRequired', 'volumeLifecycleModes'),
      }),
  },
  {
    code: 'replace/fixed-field',
    kinds: ['resource.k8s.io/ResourceClaim'],
    parts: (manifest) => only(manifest, 'spec'),
  },
  {
    code: 'replace/fixed-field',
    kinds: ['storage.k8s.io/VolumeAttributesClass'],
    parts: (manifest) => only(manifest, 'driverName', 'parameters'),
  },
  {
    code: 'replace/fixed-field',
    kinds: ['gateway.networking.k8s.io/GatewayClass'],
    parts: (manifest) => inSpec(only(spec(manifest), 'controllerName')),
  },
  {
    code: 'replace/fixed-field',
    kinds: ['snapshot.storage.k8s.io/VolumeSnapshot'],
    parts: (manifest) => inSpec(only(spec(manifest), 'source')),
  },
];

/** What may be changed of a StatefulSet, or has a code of its own. */
const STATEFUL_SET = [
  ...['replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'minReadySeconds'],
  ...['persistentVolumeClaimRetentionPolicy', 'selector', 'volumeClaimTemplates'],
];

/** What may be changed of a Job at any time. */
const JOB = [
  ...['parallelism', 'suspend', 'backoffLimit', 'activeDeadlineSeconds', 'ttlSecondsAfterFinished'],
  ...['podReplacementPolicy', 'manualSelector'],
];
/** Where the pods of a Job may run can be changed as long as it is suspended. */
const PLACEMENT = ['affinity', 'nodeSelector', 'tolerations', 'schedulingGates'];

function job(manifest: Manifest, other: Manifest): Fields {
  const { template, completions, completionMode = 'NonIndexed', ...rest } = without(spec(manifest), ...JOB);
  const isSuspended = spec(manifest).suspend === true && spec(other).suspend === true;
  const { metadata, spec: podSpec } = fields(template);
  const { labels, annotations } = fields(metadata);
  const own = completedPod(fields(podSpec));
  // An elastic Job: as many completions as it runs side by side.
  const isElastic = completionMode === 'Indexed' && completions === spec(manifest).parallelism;
  return inSpec({
    ...rest,
    completionMode,
    // Where neither says how many, they are what they were.
    ...(!isElastic &&
      (completions ?? spec(other).completions) !== undefined && {
        completions: completions ?? (spec(manifest).parallelism === undefined ? 1 : undefined),
      }),
    ...(!isSuspended && { 'template.metadata': { labels, annotations } }),
    'template.spec': isSuspended ? without(own, ...PLACEMENT) : own,
  });
}

function claimTemplate({ metadata, spec: own }: Fields): Fields {
  const { name, labels, annotations } = fields(metadata);
  return { name, labels, annotations, ...completedClaim(fields(own)) };
}

function roleRef({ roleRef }: Manifest): Fields {
  const { kind, name } = fields(roleRef);
  return { 'roleRef.kind': kind, 'roleRef.name': name };
}

/** An address that is no longer asked for is kept, and one was given where none was asked for. */
function service(manifest: Manifest, other: Manifest, side: StateOf): Fields {
  const [own, its] = [spec(manifest), spec(other)];
  if (own.type === 'ExternalName' || its.type === 'ExternalName') return {};
  const family = ({ ipFamilies }: Fields) => (Array.isArray(ipFamilies) ? ipFamilies[0] : undefined);
  const [before, given] = [side === 'before' ? own : its, 'the one that it was given'];
  const isHeadless = own.clusterIP === 'None' || its.clusterIP === 'None';
  return {
    'spec.clusterIP': own.clusterIP ?? before.clusterIP ?? given,
    ...(!isHeadless && { 'spec.ipFamilies': family(own) ?? family(before) ?? 'IPv4' }),
  };
}

function claim(manifest: Manifest): Fields {
  const { resources, ...own } = without(completedClaim(spec(manifest)), 'volumeAttributesClassName');
  const { requests, ...rest } = fields(resources);
  const requested = without(fields(requests), 'storage');
  return inSpec({ ...own, resources: { ...rest, requests: requested } });
}

const VOLUME = [
  ...['capacity', 'accessModes', 'persistentVolumeReclaimPolicy', 'storageClassName', 'mountOptions', 'claimRef'],
  'volumeAttributesClassName',
];

function volume(manifest: Manifest, other: Manifest): Fields {
  const { nodeAffinity, ...own } = without({ volumeMode: 'Filesystem', ...spec(manifest) }, ...VOLUME);
  const isSet = nodeAffinity !== undefined && spec(other).nodeAffinity !== undefined;
  return inSpec({ ...own, ...(isSet && { nodeAffinity }) });
}

/** Content counts once either state says that it is final; the first one may. */
function immutable(manifest: Manifest, other: Manifest): Fields {
  if (manifest.immutable !== true && other.immutable !== true) return {};
  return { ...only(manifest, 'immutable', 'data', 'binaryData', 'stringData') };
}

function pod(manifest: Manifest): Fields {
  const { containers, initContainers, ...own } = without(
    completedPod(spec(manifest)),
    ...['activeDeadlineSeconds', 'tolerations', 'schedulingGates'],
  );
  const anyImage = (all: unknown) => items(all).map((container) => without(container, 'image', 'imagePullPolicy'));
  return inSpec({ ...own, containers: anyImage(containers), initContainers: anyImage(initContainers) });
}

/** Those that are said at all. */
function stated(all: Fields, ...names: readonly string[]): Fields {
  return Object.fromEntries(names.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
}
