import { bounds } from '../../src';
import { spread } from '../operators/spread';
import type { MinioTenantProps } from './props';

/** Pools of a Tenant, all alike. Servers and drives of one are never changed: MinIO grows by pools. */
export function pools(tenant: string, names: readonly string[], props: MinioTenantProps) {
  const { servers, volumes, size, storageClass, resources } = props;
  return names.map((name) => ({
    name,
    servers,
    volumesPerServer: volumes,
    volumeClaimTemplate: {
      metadata: { name: 'data' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        ...(storageClass && { storageClassName: storageClass }),
        resources: { requests: { storage: size.asString() } },
      },
    },
    resources: bounds(resources),
    securityContext: { ...USER, fsGroup: 1000, fsGroupChangePolicy: 'OnRootMismatch' },
    containerSecurityContext: {
      ...USER,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...spread({ 'v1.min.io/tenant': tenant }),
  }));
}

const USER = { runAsUser: 1000, runAsGroup: 1000, runAsNonRoot: true };
