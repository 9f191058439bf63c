import { sizeOf } from '../../../kubernetes/claims';
import { same } from '../../../kubernetes/defaults';
import { type Fields, fields, items } from '../../../kubernetes/manifest';
import { amount } from '../../../kubernetes/quantities';
import { type Judge, patched } from '../judge';

/** Pools of a MinIO tenant that are not what they were made as. */
export const minio: Judge = (subject) =>
  patched(subject, 'minio.min.io/Tenant').flatMap(({ says, before, after }) => {
    const [old, now] = [poolsOf(before.spec), poolsOf(after.spec)];
    return [...old].flatMap(([pool, was]) => {
      const is = now.get(pool);
      const what = is ? differences(was, is) : [`it is taken out with its ${was.servers} servers`];
      return what.length > 0 ? [says('data/minio-pool-changed', { pool, what })] : [];
    });
  });

function poolsOf(spec: unknown): Map<string, Fields> {
  return new Map(items(fields(spec).pools).map((pool, i) => [String(pool.name ?? `pool-${i}`), pool]));
}

function differences(was: Fields, is: Fields): string[] {
  const [old, now] = [fields(was.volumeClaimTemplate), fields(is.volumeClaimTemplate)];
  const [size, other] = [sizeOf(old), sizeOf(now)];
  return [
    ...['servers', 'volumesPerServer'].flatMap((key) =>
      was[key] === is[key] ? [] : [`${is[key]} ${key} instead of ${was[key]}`],
    ),
    ...((amount(other) ?? 0) < (amount(size) ?? 0) ? [`volumes of ${other} instead of ${size}`] : []),
    ...(same(fields(old.spec).storageClassName, fields(now.spec).storageClassName)
      ? []
      : [`storage class ${fields(now.spec).storageClassName} instead of ${fields(old.spec).storageClassName}`]),
  ];
}
