import { setTimeout as sleep } from 'node:timers/promises';
import { KubeError } from '../../../src/cluster/answers';
import type { Kind } from '../../../src/cluster/discovery';
import type { Kube, KubeObject } from '../../../src/cluster/kube';
import type { Tree } from '../../live/support/tree';

type Managers = readonly { readonly manager: string; readonly time?: string; readonly subresource?: string }[];

/** When a manager last wrote each object of the kinds of a tree and its releases, by kind, namespace and name: another time is another write. */
export async function writes(kube: Kube, { model }: Tree, manager: string): Promise<Record<string, string>> {
  const written: Record<string, string> = {};
  const kinds = model.objects.map(({ kind }) => kind);
  for (const { apiVersion, kind } of (await kube.listable()).filter(({ kind }) => kinds.includes(kind))) {
    for (const { metadata } of await listed(kube, { apiVersion, kind })) {
      const { managedFields = [], uid } = metadata as KubeObject['metadata'] & { managedFields?: Managers };
      const own = managedFields.filter((one) => one.manager === manager && !one.subresource);
      if (own.length === 0) continue;
      const key = [kind, metadata.namespace, metadata.name].filter(Boolean).join('/');
      written[key] = `${uid} ${own.map(({ time }) => time).join()}`;
    }
  }
  return written;
}

/** The API server makes the storage of a kind anew when its definition changes, and says so meanwhile. */
async function listed(kube: Kube, kind: Kind): Promise<KubeObject[]> {
  for (;;) {
    try {
      return await kube.list(kind);
    } catch (error) {
      if (!(error instanceof KubeError) || error.status !== 429) throw error;
      await sleep(200);
    }
  }
}
