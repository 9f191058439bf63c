import type { KubeObject } from '../../../src/cluster/kube';
import type { Graph, PatchNode, ReleaseNode } from '../../../src/graph/graph';
import type { BroughtObject } from '../../../src/model/release';

type Fields = Readonly<Record<string, unknown>>;

/** What a chart makes for a release, as far as the graph says it: no image is run, so that names, labels and ports are what counts. */
export function standIns({ patches }: Graph, release: ReleaseNode): KubeObject[] {
  return (
    release.brings
      // Definitions stand in a folder of the chart's own.
      .filter(({ kind, madeBy }) => madeBy === undefined && kind !== 'CustomResourceDefinition')
      .map((brought) => {
        const { apiVersion, kind, name, labels = {}, namespace = release.namespace } = brought;
        const metadata = { name, labels, ...(namespace !== null && { namespace }) };
        const patch = patches.find((one) => one.release === release.name && one.target.name === name);
        return { apiVersion, kind, metadata, ...bodyOf(release, brought, patch) };
      })
  );
}

function bodyOf(release: ReleaseNode, { kind, name, labels = {} }: BroughtObject, patch?: PatchNode): Fields {
  switch (kind) {
    case 'Deployment':
    case 'DaemonSet':
      return { spec: { selector: { matchLabels: labels }, template: pod(release, name, labels, patch) } };
    case 'StatefulSet':
      return {
        spec: {
          serviceName: name,
          selector: { matchLabels: labels },
          template: pod(release, name, labels, patch),
        },
      };
    case 'Service':
      return { spec: serviceOf(release, name) };
    case 'PersistentVolumeClaim': {
      const [storageClassName] = release.claims;
      const resources = { requests: { storage: '1Gi' } };
      return { spec: { accessModes: ['ReadWriteOnce'], resources, ...(storageClassName && { storageClassName }) } };
    }
    case 'StorageClass':
      return { provisioner: 'steading.invalid/stand-in', volumeBindingMode: 'WaitForFirstConsumer' };
    case 'IngressClass':
      return { spec: { controller: 'steading.invalid/stand-in' } };
    case 'ClusterRoleBinding':
    case 'RoleBinding':
      return { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' }, subjects: [] };
    case 'NetworkPolicy':
      return { spec: { podSelector: { matchLabels: labels }, policyTypes: ['Ingress'] } };
    case 'Secret':
    case 'ConfigMap':
    case 'ServiceAccount':
      return {};
    default:
      return { spec: {} };
  }
}

/** A pod that the strictest Pod Security admits, with the containers that a patch names and the claim that is called as its workload. */
function pod({ brings }: ReleaseNode, workload: string, labels: Fields, patch: PatchNode | undefined): Fields {
  const { template } = (patch?.merge.spec ?? {}) as { template?: { spec?: { containers?: { name: string }[] } } };
  const names = template?.spec?.containers?.map(({ name }) => name) ?? ['main'];
  const restricted = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
  const few = { cpu: '10m', memory: '16Mi' };
  const securityContext = { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } };
  const containers = names.map((name) => ({
    name,
    image: 'steading.invalid/stand-in:1',
    resources: { requests: few, limits: few },
    securityContext: restricted,
  }));
  const claims = brings.filter(({ kind, name }) => kind === 'PersistentVolumeClaim' && name === workload);
  const volumes = claims.map(({ name }) => ({ name: 'data', persistentVolumeClaim: { claimName: name } }));
  const spec = { automountServiceAccountToken: false, securityContext, containers, volumes };
  return { metadata: { labels }, spec };
}

function serviceOf({ listens }: ReleaseNode, name: string): Fields {
  const own = listens.filter(({ service }) => service === name);
  const ports = own.map(({ port, targetPort }) => ({ name: `tcp-${port}`, port, targetPort }));
  return ports.length > 0
    ? { selector: own[0]?.pods, ports }
    : { clusterIP: 'None', selector: { app: name }, ports: [{ name: 'tcp', port: 80 }] };
}
