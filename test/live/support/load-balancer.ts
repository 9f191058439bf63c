import { setTimeout as sleep } from 'node:timers/promises';
import type { Kube } from '../../../src/cluster/kube';

const POLL_MS = 500;
/** Of TEST-NET-1: nobody answers there. */
const ADDRESS = '192.0.2.1';
const SERVICE = { apiVersion: 'v1', kind: 'Service' };

/** Gives every Service of type LoadBalancer an address, as the controller of k3s does: Helm waits until it has one. Returns what ends it. */
export function balanceLoad(kube: Kube): () => Promise<void> {
  let isOver = false;
  const working = (async () => {
    while (!isOver) {
      for (const { metadata, spec, status } of await kube.list(SERVICE)) {
        const { loadBalancer } = (status ?? {}) as { readonly loadBalancer?: { readonly ingress?: unknown } };
        if ((spec as { readonly type?: string }).type !== 'LoadBalancer' || loadBalancer?.ingress) continue;
        const path = `/api/v1/namespaces/${metadata.namespace}/services/${metadata.name}/status`;
        const given = { status: { loadBalancer: { ingress: [{ ip: ADDRESS }] } } };
        await kube.request('PATCH', path, given, 'application/merge-patch+json');
      }
      await sleep(POLL_MS);
    }
  })();
  return async () => {
    isOver = true;
    await working;
  };
}
