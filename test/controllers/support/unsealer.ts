import { setTimeout as sleep } from 'node:timers/promises';
import { KubeError } from '../../../src/cluster/answers';
import type { Kube } from '../../../src/cluster/kube';

const SEALED = { apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret' };

/** Stands in for the controller of SealedSecrets, which is an image: it says that it has opened each. */
export class Unsealer {
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
    for (; !this.isOver; await sleep(500)) {
      for (const { metadata, status } of await this.sealed()) {
        const { generation: observedGeneration } = metadata as { generation?: number };
        if ((status as { observedGeneration?: number } | undefined)?.observedGeneration === observedGeneration)
          continue;
        const path = `/apis/${SEALED.apiVersion}/namespaces/${metadata.namespace}/sealedsecrets/${metadata.name}/status`;
        const conditions = [{ type: 'Synced', status: 'True' }];
        await this.kube.request(
          'PATCH',
          path,
          { status: { observedGeneration, conditions } },
          'application/merge-patch+json',
        );
      }
    }
  }

  private sealed() {
    return this.kube.list(SEALED).catch((error) => {
      if (error instanceof KubeError) return []; // its chart is not there yet
      throw error;
    });
  }
}
