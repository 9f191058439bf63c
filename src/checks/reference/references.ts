import { loweredOf } from '../../backends/artifact';
import type { Finding } from '../../diagnostics/finding';
import type { Manifest } from '../../kubernetes/manifest';
import { type Fields, fields, items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import type { Check } from '../check';
import { Inventory } from '../inventory';
import { identity } from '../object/objects';
import { type Pods, podsOf } from '../pods';
import { absent } from './absent';

interface Reference {
  readonly kind: string;
  readonly name: string;
}

/** Objects that refer to what nothing makes: namespaces, ConfigMaps, Secrets, claims, classes, service accounts. */
export const references: Check = ({ graph, artifacts }) => {
  const inventory = Inventory.of(graph, artifacts);
  const places = new Map(graph.components.map(({ name, path, at }) => [name, { paths: [path], at }]));
  return [
    ...loweredOf(artifacts).flatMap((lowered): Finding[] => {
      const { namespace } = lowered.manifest.metadata;
      if (namespace === undefined) return [];
      const wanted = { object: identity(lowered), kind: 'Namespace', name: namespace };
      return absent(inventory, wanted, places.get(lowered.component) ?? {});
    }),
    ...podsOf(graph, artifacts).flatMap((pods) => missing(pods, inventory)),
  ];
};

function missing({ object, manifest, namespace, spec, subject }: Pods, inventory: Inventory): Finding[] {
  const once = new Map(referencesOf(manifest, spec).map((one) => [`${one.kind} ${one.name}`, one]));
  return [...once.values()].flatMap((one) => {
    const home = CLUSTER_WIDE.has(one.kind) ? undefined : namespace;
    return absent(inventory, { object, ...one, namespace: home }, subject);
  });
}

const CLUSTER_WIDE = new Set(['StorageClass', 'PriorityClass']);

function referencesOf(manifest: Manifest, spec: Fields): Reference[] {
  const all: Reference[] = [];
  for (const volume of items(spec.volumes)) {
    for (const { configMap, secret } of [volume, ...items(fields(volume.projected).sources)]) {
      add(all, 'ConfigMap', configMap, 'name');
      add(all, 'Secret', secret, fields(secret).secretName == null ? 'name' : 'secretName');
    }
    add(all, 'PersistentVolumeClaim', volume.persistentVolumeClaim, 'claimName');
  }
  for (const container of containersOf(spec)) {
    for (const { valueFrom } of items(container.env)) {
      add(all, 'ConfigMap', fields(valueFrom).configMapKeyRef);
      add(all, 'Secret', fields(valueFrom).secretKeyRef);
    }
    for (const { configMapRef, secretRef } of items(container.envFrom)) {
      add(all, 'ConfigMap', configMapRef);
      add(all, 'Secret', secretRef);
    }
  }
  for (const claim of items(fields(manifest.spec).volumeClaimTemplates))
    add(all, 'StorageClass', claim.spec, 'storageClassName');
  if (spec.serviceAccountName !== 'default') add(all, 'ServiceAccount', spec, 'serviceAccountName');
  if (!String(spec.priorityClassName).startsWith('system-')) add(all, 'PriorityClass', spec, 'priorityClassName');
  return all;
}

/** What is optional need not be there. */
function add(all: Reference[], kind: string, source: unknown, field = 'name'): void {
  const { [field]: name, optional } = fields(source);
  if (name !== undefined && optional !== true) all.push({ kind, name: String(name) });
}
