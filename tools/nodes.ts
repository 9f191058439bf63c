import { KubeError } from '../src/cluster/answers';
import { hasCondition, type Kube, type KubeObject } from '../src/cluster/kube';

export interface NodeSpec {
  readonly name: string;
  readonly architecture: 'amd64' | 'arm64';
  /** A Kubernetes quantity, such as `4`. */
  readonly cpu: string;
  /** A Kubernetes quantity, such as `8Gi`. */
  readonly memory: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
}

export interface StorageClassSpec {
  readonly name: string;
  /** Default `steading.invalid/stand-in`. */
  readonly provisioner?: string;
  /** Default `Immediate`. */
  readonly volumeBindingMode?: 'Immediate' | 'WaitForFirstConsumer';
  /** Whether claims that name no class get this one. Default false. */
  readonly isDefault?: boolean;
}

const PODS = '110';
const DISK = '100Gi';

/** Makes the nodes of an inventory and waits until each is ready. Throws `KubeError` where one is refused or exists. */
export async function addNodes(kube: Kube, inventory: readonly NodeSpec[]): Promise<void> {
  const version = await kube.version();
  const nodes = inventory.map((node) => nodeObject(node, version));
  for (const node of nodes) {
    const { ok, message } = await kube.create(node);
    if (!ok) throw new KubeError(`node ${node.metadata.name}: ${message}`);
  }
  for (const { apiVersion, kind, metadata } of nodes) {
    await kube.waitFor({ apiVersion, kind, name: metadata.name }, takesPods, 'not ready');
  }
}

/** Ready, and seen to be so by the controller that keeps pods away until then. */
function takesPods(node: KubeObject | undefined): boolean {
  const { taints = [] } = (node?.spec ?? {}) as { taints?: readonly { readonly key: string }[] };
  return hasCondition(node, 'Ready') && !taints.some(({ key }) => key === 'node.kubernetes.io/not-ready');
}

/**
 * Makes storage classes; the claims of any of them get volumes, which hold nothing. Throws `KubeError` where one is
 * refused.
 */
export async function addStorageClasses(kube: Kube, classes: readonly StorageClassSpec[]): Promise<void> {
  for (const spec of classes) {
    const { ok, message } = await kube.apply(storageClassObject(spec));
    if (!ok) throw new KubeError(`storage class ${spec.name}: ${message}`);
  }
}

function nodeObject(node: NodeSpec, kubeletVersion: string): KubeObject {
  const resources = { cpu: node.cpu, memory: node.memory, pods: PODS, 'ephemeral-storage': DISK };
  const system = {
    'kubernetes.io/arch': node.architecture,
    'kubernetes.io/hostname': node.name,
    'kubernetes.io/os': 'linux',
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: node.name,
      labels: { ...system, ...node.labels },
      annotations: { 'kwok.x-k8s.io/node': 'fake' },
    },
    spec: node.taints ? { taints: node.taints } : {},
    status: {
      capacity: resources,
      allocatable: resources,
      nodeInfo: {
        architecture: node.architecture,
        operatingSystem: 'linux',
        kubeletVersion,
        bootID: '',
        containerRuntimeVersion: '',
        kernelVersion: '',
        kubeProxyVersion: '',
        machineID: '',
        osImage: '',
        systemUUID: '',
      },
    },
  };
}

function storageClassObject(spec: StorageClassSpec): KubeObject {
  const annotations = { 'storageclass.kubernetes.io/is-default-class': String(spec.isDefault ?? false) };
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: spec.name, annotations },
    provisioner: spec.provisioner ?? 'steading.invalid/stand-in',
    volumeBindingMode: spec.volumeBindingMode ?? 'Immediate',
    allowVolumeExpansion: true,
  };
}
