import { loweredOf } from '../backends/artifact';
import { type Finding, finding } from '../diagnostics/finding';
import type { Check } from './check';
import { Inventory } from './inventory';
import { identity } from './objects';
import { containersOf, fields, items, type Pods, podsOf } from './pods';

interface Reference {
  readonly kind: string;
  readonly name: unknown;
  readonly optional?: unknown;
}

/** Objects that refer to what nothing makes: namespaces, ConfigMaps, Secrets, claims, classes, service accounts. */
export const references: Check = ({ graph, artifacts }) => {
  const inventory = Inventory.of(graph, artifacts);
  const places = new Map(graph.components.map(({ name, path, at }) => [name, { paths: [path], at }]));
  return [
    ...loweredOf(artifacts).flatMap((lowered): Finding[] => {
      const { namespace } = lowered.manifest.metadata;
      if (namespace === undefined || inventory.has('Namespace', undefined, namespace)) return [];
      const params = { object: identity(lowered), kind: 'Namespace', name: namespace };
      return [finding('reference/missing', params, places.get(lowered.component) ?? {})];
    }),
    ...podsOf(graph, artifacts).flatMap((pods) => missing(pods, inventory)),
  ];
};

function missing({ object, manifest, namespace, spec, subject }: Pods, inventory: Inventory): Finding[] {
  const all = [
    ...volumeReferences(spec),
    ...containersOf(spec).flatMap(environmentReferences),
    ...items(fields(manifest.spec).volumeClaimTemplates).map(classReference),
    ...(spec.serviceAccountName === undefined || spec.serviceAccountName === 'default'
      ? []
      : [{ kind: 'ServiceAccount', name: spec.serviceAccountName }]),
    ...(spec.priorityClassName === undefined || String(spec.priorityClassName).startsWith('system-')
      ? []
      : [{ kind: 'PriorityClass', name: spec.priorityClassName }]),
  ];
  const absent = all.filter(
    ({ kind, name, optional }) =>
      name !== undefined &&
      optional !== true &&
      !inventory.has(kind, CLUSTER_WIDE.has(kind) ? undefined : namespace, String(name)),
  );
  if (absent.length === 0) return [];
  return [
    ...new Map(absent.map(({ kind, name }) => [`${kind} ${name}`, { object, kind, name: String(name) }])).values(),
  ].map((params) => finding('reference/missing', params, subject));
}

const CLUSTER_WIDE = new Set(['StorageClass', 'PriorityClass']);

type Fields = Readonly<Record<string, unknown>>;

function volumeReferences(spec: Fields): Reference[] {
  return items(spec.volumes).flatMap((volume) => {
    const sources = [volume, ...items(fields(volume.projected).sources)].map(
      (source) => [fields(source.configMap), fields(source.secret)] as const,
    );
    return [
      ...sources.flatMap(([configMap, secret]): Reference[] => [
        { kind: 'ConfigMap', name: configMap.name, optional: configMap.optional },
        { kind: 'Secret', name: secret.secretName ?? secret.name, optional: secret.optional },
      ]),
      { kind: 'PersistentVolumeClaim', name: fields(volume.persistentVolumeClaim).claimName },
    ];
  });
}

function environmentReferences(container: Fields): Reference[] {
  const single = items(container.env).flatMap(({ valueFrom }) => (valueFrom === undefined ? [] : [fields(valueFrom)]));
  return [
    ...single.map(({ configMapKeyRef }): Reference => ({ kind: 'ConfigMap', ...pick(configMapKeyRef) })),
    ...single.map(({ secretKeyRef }): Reference => ({ kind: 'Secret', ...pick(secretKeyRef) })),
    ...items(container.envFrom).flatMap(({ configMapRef, secretRef }): Reference[] => [
      { kind: 'ConfigMap', ...pick(configMapRef) },
      { kind: 'Secret', ...pick(secretRef) },
    ]),
  ];
}

function pick(reference: unknown): { name: unknown; optional: unknown } {
  const { name, optional } = fields(reference);
  return { name, optional };
}

function classReference(claim: Fields): Reference {
  return { kind: 'StorageClass', name: fields(claim.spec).storageClassName };
}
