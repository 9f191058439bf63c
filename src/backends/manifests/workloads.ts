import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import type { IVolume } from 'kubernetes-models/v1/Volume';
import type { WorkloadNode } from '../../graph/graph';
import type { Manifest } from '../../kubernetes/manifest';
import { merged } from '../../kubernetes/merge';
import { fingerprint } from '../../model/fingerprint';
import { configMapsOf } from './config-maps';
import { initContainer, mainContainer, sidecarContainer } from './containers';
import { ANNOTATION, compact, unlessEmpty, workloadLabels } from './labels';
import { devices, deviceVolume, grantsAnnotation } from './privileges';

type Placed = WorkloadNode & { readonly on: { readonly namespace: string } };

/** The Deployment, StatefulSet or Job of a workload. */
export function controller(workload: Placed): Manifest {
  const { kind, name, service, replicas, selector } = workload;
  const labels = { ...workloadLabels(workload), ...workload.labels };
  const template = podTemplate(workload, labels);
  const annotations = grantsAnnotation(workload);
  const metadata = { namespace: workload.on.namespace, labels, ...(annotations && { annotations }) };
  if (kind === 'CronJob') {
    const spec = {
      schedule: workload.schedule,
      concurrencyPolicy: 'Forbid',
      jobTemplate: {
        spec: { backoffLimit: 2, template: { ...template, spec: { ...template.spec, restartPolicy: 'OnFailure' } } },
      },
    };
    return { apiVersion: 'batch/v1', kind, metadata: { name, ...metadata }, spec };
  }
  if (kind === 'Job') {
    // A Job's template cannot be changed: another template is another Job, and the old one is pruned.
    const spec = {
      backoffLimit: 10,
      template: { ...template, spec: { ...template.spec, restartPolicy: 'OnFailure' } },
    };
    return { apiVersion: 'batch/v1', kind, metadata: { name: `${name}-${fingerprint(template)}`, ...metadata }, spec };
  }
  if (kind === 'DaemonSet')
    return {
      apiVersion: 'apps/v1',
      kind,
      metadata: { name, ...metadata },
      spec: { selector: { matchLabels: { ...selector } }, template },
    };
  const spec = { replicas, selector: { matchLabels: { ...selector } }, template };
  if (kind === 'StatefulSet') {
    return {
      apiVersion: 'apps/v1',
      kind,
      metadata: { name, ...metadata },
      spec: { serviceName: service, ...spec, volumeClaimTemplates: claimTemplates(workload) },
    };
  }
  // A node gives its GPU to one pod: the new pod would wait for the old one for ever.
  const strategy =
    workload.isAlone || workload.gpu || workload.volumes.some(({ size }) => size)
      ? { strategy: { type: 'Recreate' } }
      : {};
  return { apiVersion: 'apps/v1', kind, metadata: { name, ...metadata }, spec: { ...spec, ...strategy } };
}

function podTemplate(workload: Placed, labels: Record<string, string>): IPodTemplateSpec {
  const { name, user, files, init, sidecars, permissions, secretVersions, podPatches } = workload;
  const generated = configMapsOf(files).flatMap(({ isGenerated, base }) => (isGenerated ? [base] : []));
  const read = files.filter(({ configMap }) => !generated.includes(configMap));
  const annotations = unlessEmpty(
    compact({
      [`${ANNOTATION}/config`]: read.length > 0 ? fingerprint(read) : undefined,
      [`${ANNOTATION}/secrets`]: secretVersions.length > 0 ? secretVersions.join(',') : undefined,
    }),
  );
  return {
    metadata: { labels, ...(annotations && { annotations }) },
    spec: podPatches.reduce(
      (spec, { merge }) => merged(spec, merge),
      compact({
        automountServiceAccountToken: permissions.length > 0,
        serviceAccountName: permissions.length > 0 ? name : undefined,
        enableServiceLinks: false,
        securityContext: {
          ...(user && {
            runAsUser: user.uid,
            runAsGroup: user.gid,
            ...(user.uid > 0 && { runAsNonRoot: true }),
            fsGroup: user.fsGroup ?? user.gid,
            fsGroupChangePolicy: 'OnRootMismatch' as const,
          }),
          seccompProfile: { type: 'RuntimeDefault' as const },
        },
        initContainers: init.length > 0 ? init.map((node) => initContainer(workload, node)) : undefined,
        containers: [mainContainer(workload), ...sidecars.map((node) => sidecarContainer(workload, node))],
        volumes: podVolumes(workload),
        ...schedulingOf(workload),
      }),
    ),
  };
}

function schedulingOf({ scheduling, usesHostNetwork }: Placed): Partial<IPodSpec> {
  const { nodeSelector, affinity, tolerations, spread, runtimeClass } = scheduling;
  return {
    ...(nodeSelector && { nodeSelector }),
    ...(affinity && { affinity }),
    ...(tolerations && { tolerations: [...tolerations] }),
    ...(spread && { topologySpreadConstraints: [...spread] }),
    ...(runtimeClass !== undefined && { runtimeClassName: runtimeClass }),
    // A pod in the network of its node asks the node's resolver otherwise, which knows no Service.
    ...(usesHostNetwork && { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' as const }),
  };
}

function podVolumes({ name, kind, files, volumes, main, sidecars }: Placed): IPodSpec['volumes'] {
  const all = [
    ...configMapsOf(files).map(({ base, name }) => ({ name: base, configMap: { name } })),
    ...volumes.flatMap((volume): IVolume[] => {
      if (volume.from) return [{ name: volume.name, ...sourceOf(volume) }];
      if (!volume.size) return [{ name: volume.name, emptyDir: {} }];
      return kind === 'StatefulSet'
        ? []
        : [{ name: volume.name, persistentVolumeClaim: { claimName: `${name}-${volume.name}` } }];
    }),
    ...devices([main, ...sidecars].flatMap(({ grants }) => grants)).map(
      (path): IVolume => ({
        name: deviceVolume(path),
        hostPath: { path, type: 'CharDevice' },
      }),
    ),
  ];
  return all.length > 0 ? all : undefined;
}

function sourceOf({ from = {}, readOnly }: WorkloadNode['volumes'][number]): Omit<IVolume, 'name'> {
  const { claim, nfs, hostPath } = from;
  const only = readOnly && { readOnly };
  if (claim !== undefined) return { persistentVolumeClaim: { claimName: claim, ...only } };
  if (nfs) return { nfs: { ...nfs, ...only } };
  return hostPath ? { hostPath: { path: hostPath.path, type: hostPath.type ?? 'Directory' } } : { emptyDir: {} };
}

function claimTemplates({ volumes, selector }: Placed) {
  const kept = volumes.filter(({ size }) => size);
  if (kept.length === 0) return undefined;
  // The API server would add apiVersion and kind, and Argo CD would call the StatefulSet OutOfSync for ever.
  return kept.map((volume) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: volume.name, labels: { ...selector } },
    spec: claimSpec(volume),
  }));
}

/** What a volume with a size asks the storage class for. */
export function claimSpec({ size, storageClass }: WorkloadNode['volumes'][number]) {
  return compact({
    accessModes: ['ReadWriteOnce'],
    storageClassName: storageClass,
    resources: { requests: { storage: size } },
  });
}
