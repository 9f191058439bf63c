import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeObject } from '../../../src/cluster/kube';
import { binary } from '../../../tools/build';
import type { Plane } from '../../live/support/plane';
import { say } from '../../live/support/report';
import { type Ended, run } from '../../support/steading';

interface JobSpec {
  readonly template: {
    readonly spec: { readonly serviceAccountName?: string; readonly containers: { image: string; args?: string[] }[] };
  };
}

/** kwok ends Jobs but runs no image: this runs what those of kubectl say, each once, as the account that the Job has. */
export class Jobs {
  /** What each Job's kubectl said, in the order in which the Jobs were seen. */
  readonly ended: (Ended & { readonly job: string })[] = [];
  private readonly seen = new Set<unknown>();
  private isOver = false;
  private readonly working: Promise<void>;

  constructor(private readonly plane: Plane) {
    this.working = this.work();
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.working;
  }

  private async work(): Promise<void> {
    for (; !this.isOver; await sleep(100)) {
      const jobs = await this.plane.kube.list({ apiVersion: 'batch/v1', kind: 'Job' });
      for (const job of jobs.filter(({ metadata }) => !this.seen.has(metadata.uid))) {
        this.seen.add(job.metadata.uid);
        await this.runOnce(job);
      }
    }
  }

  private async runOnce({ metadata, spec }: KubeObject): Promise<void> {
    const { serviceAccountName = 'default', containers } = (spec as JobSpec).template.spec;
    const { name, namespace } = metadata;
    const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
    const as = [
      `--as=system:serviceaccount:${namespace}:${serviceAccountName}`,
      ...groups.map((group) => `--as-group=${group}`),
    ];
    for (const { args = [] } of containers.filter(({ image }) => image.includes('/kubectl:'))) {
      const env = { KUBECONFIG: this.plane.kubeconfig };
      this.ended.push({ job: name, ...(await run(await binary('kubectl', say), [...args, ...as], { env })) });
    }
  }
}
