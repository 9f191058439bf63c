import { kindOf } from '../../graph/orders';
import type { Manifest } from '../../kubernetes/manifest';

const WITH_STATE = new Set(['Namespace', 'PersistentVolumeClaim', 'StatefulSet']);
/** What operators make of these goes with them, data first. */
const OPERATED = new Set(['Kafka', 'KafkaNodePool', 'KafkaTopic'].map((kind) => `kafka.strimzi.io/${kind}`)).add(
  'minio.min.io/Tenant',
);

/** A person removes it, knowing what it is; never a delivery. */
export function holdsState(manifest: Manifest): boolean {
  return WITH_STATE.has(manifest.kind) || OPERATED.has(kindOf(manifest));
}

export function annotated(manifest: Manifest, more: Readonly<Record<string, string>>): Manifest {
  if (Object.keys(more).length === 0) return manifest;
  return {
    ...manifest,
    metadata: { ...manifest.metadata, annotations: { ...manifest.metadata.annotations, ...more } },
  };
}
