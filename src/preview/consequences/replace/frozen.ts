import { sortBy } from '../../../base/sort';
import { same } from '../../../kubernetes/defaults';
import type { Manifest } from '../../../kubernetes/manifest';
import { type Fields, fields, items } from '../../../kubernetes/manifest';
import type { Identity } from '../../change';
import type { Code } from '../catalogue';
import { isOf } from '../judge';
import {
  claim,
  claimTemplate,
  immutable,
  inSpec,
  job,
  only,
  pod,
  roleRef,
  STATEFUL_SET,
  type StateOf,
  service,
  spec,
  stated,
  volume,
  without,
} from './parts';

/** What of an object cannot be changed: named parts of it, of which none may differ. */
export interface Frozen {
  readonly code: Extract<Code, `replace/${string}`>;
  readonly kinds: readonly string[];
  readonly parts: (manifest: Manifest, other: Manifest, side: StateOf) => Fields;
}

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
