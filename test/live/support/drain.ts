import { setTimeout as sleep } from 'node:timers/promises';
import { type Kube, type KubeObject, refer } from '../../../src/cluster/kube';

const NODE = { apiVersion: 'v1', kind: 'Node' };
const POD = { apiVersion: 'v1', kind: 'Pod' };

/** Takes a node out of service, as `kubectl drain` does: no pod comes to it, and its pods go; those of DaemonSets stay. */
export async function drain(kube: Kube, node: string): Promise<void> {
  await kube.apply({ ...NODE, metadata: { name: node }, spec: { unschedulable: true } }, { fieldManager: 'drain' });
  const there = async () => (await kube.list(POD)).filter((pod) => isOn(pod, node));
  for (const pod of await there()) await kube.delete(refer(pod));
  for (let tries = 0; (await there()).length > 0; tries++) {
    if (tries > 100) throw new Error(`pods stay on ${node}`);
    await sleep(50);
  }
  // Those that take their place, before anybody asks whether all is ready.
  await sleep(250);
}

export async function uncordon(kube: Kube, node: string): Promise<void> {
  await kube.apply({ ...NODE, metadata: { name: node }, spec: { unschedulable: false } }, { fieldManager: 'drain' });
}

function isOn({ spec, metadata }: KubeObject, node: string): boolean {
  const owners = (metadata.ownerReferences ?? []) as { kind: string }[];
  return (spec as { nodeName?: string }).nodeName === node && !owners.some(({ kind }) => kind === 'DaemonSet');
}
