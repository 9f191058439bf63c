import { isDeepStrictEqual } from 'node:util';

export type Inputs = Readonly<Record<string, unknown>>;

const IDENTITY = ['metadata.name', 'metadata.namespace'];

/** Fields whose change makes an object anew: those of the provider's own list (pulumi-kubernetes 4.32.0, `forceNew` in diff.go) that stacks use. */
const MADE_ANEW: Readonly<Record<string, readonly string[]>> = {
  ClusterRoleBinding: ['roleRef'],
  DaemonSet: ['spec.selector'],
  Deployment: ['spec.selector'],
  Job: ['spec.completions', 'spec.parallelism', 'spec.selector', 'spec.template'],
  PersistentVolume: ['spec.csi', 'spec.hostPath', 'spec.local', 'spec.nfs'],
  PersistentVolumeClaim: ['spec.accessModes', 'spec.selector', 'spec.storageClassName', 'spec.volumeName'],
  ResourceQuota: ['spec.scopes'],
  RoleBinding: ['roleRef'],
  Secret: ['type'],
  Service: ['spec.clusterIP'],
  StatefulSet: [
    ...['spec.podManagementPolicy', 'spec.revisionHistoryLimit', 'spec.selector'],
    ...['spec.serviceName', 'spec.volumeClaimTemplates'],
  ],
  StorageClass: ['parameters', 'provisioner'],
};

/** Fields whose change the API server refuses, or the operator of the kind, or that leave data behind. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  Kafka: ['spec.kafka.storage', 'spec.zookeeper.storage'],
  KafkaNodePool: ['spec.roles', 'spec.storage'],
  KafkaTopic: ['spec.partitions', 'spec.replicas', 'spec.topicName'],
  PersistentVolumeClaim: ['spec.resources.requests', 'spec.volumeMode'],
  StorageClass: ['reclaimPolicy', 'volumeBindingMode'],
  Tenant: ['name', 'servers', 'volumesPerServer', 'volumeClaimTemplate'].map((field) => `spec.pools.*.${field}`),
};

/** What may grow all the same, by the name of its field. */
const GROWS: Readonly<Record<string, string>> = {
  Kafka: 'size',
  KafkaNodePool: 'size',
  KafkaTopic: 'partitions',
  PersistentVolumeClaim: 'storage',
};

/** Made anew where any of it is another. */
const WHOLE = new Set(['RandomPassword']);

/** The fields among these that differ and make a resource anew, as the provider would say. */
export function madeAnew(type: string, before: Inputs, after: Inputs): string[] {
  return replacing(type).filter((path) => !isDeepStrictEqual(at(before, path), at(after, path)));
}

/** The fields of a resource that stay as they are as long as it is to be the same one, by their path. */
export function fixedFields(type: string, inputs: Inputs): Readonly<Record<string, unknown>> {
  const kind = kindOf(type);
  if (WHOLE.has(kind)) return inputs;
  const paths = [...replacing(type), ...(REFUSED[kind] ?? [])].filter((path) => !IDENTITY.includes(path));
  const given = paths.map((path) => [path, at(inputs, path)] as const).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.sort());
}

/** Whether a fixed field may go from one value to the other. */
export function isKept(type: string, before: unknown, after: unknown, field = ''): boolean {
  if (isDeepStrictEqual(before, after)) return true;
  if (field !== '' && field === GROWS[kindOf(type)]) return quantity(after) >= quantity(before);
  if (!isObject(before) || !isObject(after)) return false;
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].every((key) => isKept(type, before[key], after[key], key));
}

const kindOf = (type: string): string => type.split(':').at(-1) ?? '';

function replacing(type: string): readonly string[] {
  if (kindOf(type) === 'Release') return ['name', 'namespace'];
  return [...IDENTITY, ...(MADE_ANEW[kindOf(type)] ?? [])];
}

const isObject = (value: unknown): value is Inputs => value !== null && typeof value === 'object';

/** `*` stands for every member of a list. */
function at(inputs: unknown, path: string): unknown {
  const [key = '', ...rest] = path.split('.');
  if (path === '' || inputs === undefined) return inputs;
  if (key === '*') return Array.isArray(inputs) ? inputs.map((one) => at(one, rest.join('.'))) : undefined;
  return isObject(inputs) ? at(inputs[key], rest.join('.')) : undefined;
}

const UNITS = ['', 'Ki', 'Mi', 'Gi', 'Ti'];

/** Of a number or a Kubernetes quantity in binary units. */
function quantity(value: unknown): number {
  const [, digits = 'NaN', unit = ''] = /^([\d.]+)(\w*)$/.exec(String(value)) ?? [];
  return Number(digits) * 1024 ** UNITS.indexOf(unit);
}
