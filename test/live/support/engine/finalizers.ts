import { setTimeout as sleep } from 'node:timers/promises';
import { type Kube, type KubeObject, refer } from '../../../../src/cluster/kube';

const POLL_MS = 200;

/**
 * Stands in for the controller of a GitOps engine while `work` runs: it takes the finalizers from deleted objects, as Argo CD does when everything that
 * an Application delivered is gone. It prunes nothing, since it delivered nothing.
 */
export async function whileFinalized<T>(kube: Kube, objects: readonly KubeObject[], work: Promise<T>): Promise<T> {
  let isDone = false;
  const ended = work.finally(() => {
    isDone = true;
  });
  const finalize = async (object: KubeObject): Promise<void> => {
    const live = await kube.get(refer(object));
    if (live?.metadata.deletionTimestamp && live.metadata.finalizers)
      await kube.merge(refer(object), { metadata: { finalizers: null } });
  };
  const finalizing = (async () => {
    for (; !isDone; await sleep(POLL_MS)) await Promise.all(objects.map(finalize));
  })();
  const [result] = await Promise.all([ended, finalizing]);
  return result;
}
