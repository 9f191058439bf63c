import { sortBy } from '../base/sort';
import type { Asking } from '../model/connection';
import type { Pods, Target } from '../model/endpoint';
import type { Declared } from './declared';
import type { ConnectionNode, Order, PodsNode, TargetNode } from './graph';
import { keyRef } from './nodes';

/** Who uses what, and why. The same pair may stand here twice, for two reasons or from two workloads. */
export function connectionNodes(
  environment: string,
  { namespaces, workloads, releases, operands, hostServices }: Declared,
  orders: readonly Order[],
): ConnectionNode[] {
  const ordered = new Set(orders.map(({ from, to }) => `${from}\0${to}`));
  const declared = [...namespaces, ...workloads, ...releases, ...operands, ...hostServices].flatMap(
    ({ connections }) => connections,
  );
  const nodes = declared.map(({ from, pods, to, why, policy, asking, at }): ConnectionNode => {
    const ours = to.owner?.stack === from.stack ? to.owner : undefined;
    return {
      from: from.node.path,
      component: from.name,
      ...(pods && { pods: podsNode(pods) }),
      ...(policy && { policy }),
      to: to.reach === 'external' ? `${environment}/${to.reference}` : to.reference,
      ...(ours && { toComponent: ours.name }),
      ...(to.target && { target: targetNode(to.target) }),
      protocol: to.protocol,
      address: to.url,
      ...(asking && { asking: askingNode(asking) }),
      port: to.port,
      transport: to.transport,
      why,
      orders: ours !== undefined && ordered.has(`${from.name}\0${ours.name}`),
      at,
    };
  });
  return sortBy(nodes, (node) =>
    [node.from, node.to, node.why, node.pods?.namespace, Object.entries(node.pods?.labels ?? {}).join()].join('\0'),
  );
}

function askingNode({ model, key }: Asking): NonNullable<ConnectionNode['asking']> {
  return { ...(model !== undefined && { model }), ...(key && { key: keyRef(key) }) };
}

const podsNode = ({ namespace, labels }: Pods): PodsNode => ({ namespace: namespace.name, labels });

function targetNode(target: Target): TargetNode {
  return 'pods' in target ? { pods: podsNode(target.pods), port: target.port } : target;
}
