import { setTimeout as sleep } from 'node:timers/promises';
import type { Kube } from '../../../src/cluster/kube';

/** Stands in for what gives Services of type LoadBalancer their addresses: the one that they ask for, else any. */
export class Balancer {
  private isOver = false;
  private readonly working: Promise<void>;

  constructor(private readonly kube: Kube) {
    this.working = this.work();
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.working;
  }

  private async work(): Promise<void> {
    for (; !this.isOver; await sleep(200)) {
      const services = await this.kube.list({ apiVersion: 'v1', kind: 'Service' });
      for (const { metadata, spec, status } of services) {
        const { type, loadBalancerIP } = spec as { readonly type?: string; readonly loadBalancerIP?: string };
        const { loadBalancer } = status as { readonly loadBalancer?: { readonly ingress?: unknown } };
        if (type !== 'LoadBalancer' || loadBalancer?.ingress) continue;
        const path = `/api/v1/namespaces/${metadata.namespace}/services/${metadata.name}/status`;
        const given = { status: { loadBalancer: { ingress: [{ ip: loadBalancerIP ?? '192.0.2.1' }] } } };
        await this.kube.request('PATCH', path, given, 'application/merge-patch+json');
      }
    }
  }
}
