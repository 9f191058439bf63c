import type { ServiceNode, WorkloadNode } from '../../graph/graph';
import type { Manifest } from '../../kubernetes/manifest';
import { configMapsOf } from './config-maps';
import { componentLabels, workloadLabels } from './labels';
import { account } from './privileges';
import { claimSpec } from './workloads';

/** What a workload in a namespace needs beside its controller: Service, ConfigMaps, claims, an account. */
export function belongings(workload: WorkloadNode, namespace: string): Manifest[] {
  return [service, configMaps, claims, account].flatMap((make) => make(workload, namespace));
}

function service(workload: WorkloadNode, namespace: string): Manifest[] {
  const { service: name, kind, ports, selector, clusterIP } = workload;
  const metadata = { name, namespace, labels: workloadLabels(workload) };
  // A StatefulSet needs a headless Service for the names of its pods, also where nothing listens (Kubernetes: StatefulSets, Limitations).
  if (ports.length === 0 && kind === 'StatefulSet')
    return [{ apiVersion: 'v1', kind: 'Service', metadata, spec: { clusterIP: 'None', selector: { ...selector } } }];
  if (ports.length === 0) return [];
  const type = ports.some(({ isBalanced }) => isBalanced)
    ? { type: 'LoadBalancer' }
    : ports.some(({ nodePort }) => nodePort !== undefined) && { type: 'NodePort' };
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        ...type,
        ...(clusterIP && { clusterIP }),
        selector: { ...selector },
        ports: ports.map((port) => ({
          name: port.name,
          port: port.servicePort,
          targetPort: port.port,
          protocol: port.transport,
          ...(port.nodePort !== undefined && { nodePort: port.nodePort }),
        })),
      },
    },
  ];
}

function configMaps(workload: WorkloadNode, namespace: string): Manifest[] {
  return configMapsOf(workload.files).map(({ name, files }) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace, labels: workloadLabels(workload) },
    data: Object.fromEntries(files.map(([key, { content }]) => [key, content])),
  }));
}

function claims(workload: WorkloadNode, namespace: string): Manifest[] {
  if (workload.kind === 'StatefulSet') return [];
  return workload.volumes.flatMap((volume) => {
    if (!volume.size) return [];
    const metadata = { name: `${workload.name}-${volume.name}`, namespace, labels: workloadLabels(workload) };
    return [{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec: claimSpec(volume) }];
  });
}

/** A Service that selects no pods, with the EndpointSlice that gives it addresses. */
export function hostService(service: ServiceNode): Manifest[] {
  const { name, namespace, component } = service;
  const labels = componentLabels(component);
  if ('externalName' in service) {
    return [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace, labels },
        spec: { type: 'ExternalName', externalName: service.externalName },
      },
    ];
  }
  const { portName, port, targetPort, transport, addresses } = service;
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace, labels },
      spec: { ports: [{ name: portName, port, targetPort, protocol: transport }] },
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name,
        namespace,
        labels: { ...labels, 'endpointslice.kubernetes.io/managed-by': 'steading', 'kubernetes.io/service-name': name },
      },
      addressType: 'IPv4',
      endpoints: addresses.map((address) => ({ addresses: [address], conditions: { ready: true } })),
      ports: [{ name: portName, port: targetPort, protocol: transport }],
    },
  ];
}
