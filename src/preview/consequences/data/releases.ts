import { isKept } from '../../../kubernetes/protection';
import { consequence } from '../consequence';
import { gone, type Judge } from '../judge';
import { releasesOf } from '../releases';

/** Keys of values under which charts ask for volumes. */
const STORAGE = /^(persistence|storage|storageSpec|persistentVolume|volumeClaimTemplates?|pvc)$/;
/** Charts that keep the volumes of others. */
const STORES =
  /longhorn|rook|openebs|ceph|csi|nfs|local-path|postgres|mysql|mariadb|mongo|redis|valkey|kafka|minio|qdrant|etcd|elastic|clickhouse|gitlab|nextcloud/;

/** Charts that are uninstalled. */
export const releases: Judge = (subject) =>
  gone(subject, 'HelmRelease', 'HelmChart', 'Chart').flatMap(({ object, name, manifest }) => {
    if (isKept(manifest)) return [];
    return releasesOf(manifest).map(({ chart, values }) => {
      const key = storageKey(values);
      const why = key
        ? `its values ask for volumes (${key})`
        : STORES.test(chart)
          ? `chart '${chart}' keeps data`
          : undefined;
      return why
        ? consequence('data/release-removed', { release: name, why }, { about: [object] })
        : consequence('downtime/release-removed', { release: name, chart }, { about: [object] });
    });
  });

function storageKey(values: unknown, path = ''): string | undefined {
  if (values === null || typeof values !== 'object') return undefined;
  for (const [key, value] of Object.entries(values)) {
    const here = path === '' ? key : `${path}.${key}`;
    const isOff = value === false || (value as { enabled?: unknown } | null)?.enabled === false;
    if (STORAGE.test(key) && !isOff) return here;
    const inner = storageKey(value, here);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
