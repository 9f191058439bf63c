import type { Kube, KubeObject } from '../../../src/cluster/kube';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What the pods of a cluster ask for and would not find. A kubelet would wait for it; kwok starts the pod all the same.
 */
export async function danglingReferences(kube: Kube, namespaces: readonly string[]): Promise<string[]> {
  const dangling: string[] = [];
  const known = new Map<string, KubeObject | undefined>();
  const find = async (kind: string, namespace: string, name: string): Promise<KubeObject | undefined> => {
    const key = `${kind} ${namespace}/${name}`;
    if (!known.has(key)) known.set(key, await kube.get({ apiVersion: 'v1', kind, namespace, name }));
    return known.get(key);
  };
  for (const namespace of namespaces) {
    for (const pod of await kube.list({ apiVersion: 'v1', kind: 'Pod' }, namespace)) {
      for (const { kind, name, keys } of references(pod.spec as Fields)) {
        const object = await find(kind, namespace, name);
        const has = Object.keys({ ...fields(object?.data), ...fields(object?.binaryData) });
        if (!object) dangling.push(`pod ${pod.metadata.name} wants ${kind} ${name}`);
        for (const key of object ? keys : [])
          if (!has.includes(key)) dangling.push(`pod ${pod.metadata.name} wants ${key} of ${kind} ${name}`);
      }
    }
  }
  return dangling;
}

interface Wanted {
  readonly kind: string;
  readonly name: string;
  readonly keys: readonly string[];
}

function references(spec: Fields): Wanted[] {
  const containers = [...items(spec.initContainers), ...items(spec.containers)];
  const files = (volume: Fields): string[] =>
    containers.flatMap(({ volumeMounts }) =>
      items(volumeMounts).flatMap(({ name, subPath }) => (name === volume.name && subPath ? [String(subPath)] : [])),
    );
  const wanted = (kind: string, reference: unknown, keys: readonly string[] = []): Wanted[] => {
    const { name, secretName, claimName, optional, key } = fields(reference);
    const called = name ?? secretName ?? claimName;
    if (called === undefined || optional === true) return [];
    return [{ kind, name: String(called), keys: key === undefined ? keys : [String(key)] }];
  };
  return [
    ...items(spec.volumes).flatMap((volume) => [
      ...wanted('ConfigMap', volume.configMap, files(volume)),
      ...wanted('Secret', volume.secret, files(volume)),
      ...wanted('PersistentVolumeClaim', volume.persistentVolumeClaim),
    ]),
    ...containers.flatMap(({ env, envFrom }) => [
      ...items(env).flatMap(({ valueFrom }) => [
        ...wanted('ConfigMap', fields(valueFrom).configMapKeyRef),
        ...wanted('Secret', fields(valueFrom).secretKeyRef),
      ]),
      ...items(envFrom).flatMap(({ configMapRef, secretRef }) => [
        ...wanted('ConfigMap', configMapRef),
        ...wanted('Secret', secretRef),
      ]),
    ]),
    ...items(spec.imagePullSecrets).flatMap((reference) => wanted('Secret', reference)),
  ];
}

function fields(value: unknown): Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {};
}

function items(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fields) : [];
}
