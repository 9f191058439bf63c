import { many, numbered } from '../operators/brought';

/** What MinIO's operator makes of a Tenant (pkg/apis/minio.min.io/v2/names.go of 7.1.1). */
export function brought(tenant: string, pools: readonly string[], servers: number, volumes: number) {
  const pods = { 'v1.min.io/tenant': tenant };
  const claims = Array.from({ length: volumes }, (_, drive) => `data${drive}`);
  const claimsOf = (pool: string) => claims.flatMap((claim) => numbered(`${claim}-${tenant}-${pool}`, servers));
  const objects = [
    ...pools.flatMap((pool) => {
      const labels = { ...pods, 'v1.min.io/console': `${tenant}-console`, 'v1.min.io/pool': pool };
      return [
        ...many('apps/v1', 'StatefulSet', [`${tenant}-${pool}`], labels),
        ...many('v1', 'Pod', numbered(`${tenant}-${pool}`, servers), labels),
        ...many('v1', 'PersistentVolumeClaim', claimsOf(pool), labels),
      ];
    }),
    ...many('v1', 'Service', [`${tenant}-hl`, 'minio', `${tenant}-console`], pods),
  ];
  return { objects, pods, claims: pools.flatMap(claimsOf) };
}
