import { hasCondition, type Kube, type KubeObject } from '../cluster/kube';

/** What a control plane says of itself. */
export interface ClusterState {
  /** Such as `v1.35.4`. */
  readonly version: string;
  readonly nodes: readonly NodeState[];
  readonly pods: number;
  /** Ready, or done. */
  readonly podsReady: number;
}

export interface NodeState {
  readonly name: string;
  readonly architecture: string;
  readonly cpu: string;
  readonly memory: string;
  readonly isReady: boolean;
  /** Pods that are bound to it. */
  readonly pods: number;
}

/** Nodes and pods as they are now. Throws what `Kube` throws. */
export async function clusterState(kube: Kube): Promise<ClusterState> {
  const [nodes, pods, version] = await Promise.all([
    kube.list({ apiVersion: 'v1', kind: 'Node' }),
    kube.list({ apiVersion: 'v1', kind: 'Pod' }),
    kube.version(),
  ]);
  return {
    version,
    nodes: nodes.map((node) => nodeState(node, pods)),
    pods: pods.length,
    podsReady: pods.filter((pod) => hasCondition(pod, 'Ready') || phaseOf(pod) === 'Succeeded').length,
  };
}

const phaseOf = ({ status }: KubeObject): string | undefined => (status as { phase?: string } | undefined)?.phase;

function nodeState(node: KubeObject, pods: readonly KubeObject[]): NodeState {
  const { name } = node.metadata;
  const { capacity = {}, nodeInfo = {} } = node.status as Record<string, Record<string, string>>;
  return {
    name,
    architecture: nodeInfo.architecture ?? '',
    cpu: capacity.cpu ?? '',
    memory: capacity.memory ?? '',
    isReady: hasCondition(node, 'Ready'),
    pods: pods.filter(({ spec }) => (spec as { nodeName?: string }).nodeName === name).length,
  };
}
