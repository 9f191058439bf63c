import { setTimeout as sleep } from 'node:timers/promises';
import { type Kube, type KubeObject, refer } from '../../../../src/cluster/kube';

const POLL_MS = 1000;
/** Those of Kubernetes, whose controllers run here. */
const KUBERNETES = /^(kubernetes|orphan|foregroundDeletion)$|kubernetes\.io\//;

/**
 * Stands in for controllers of custom resources while `work` runs: it takes the finalizers from what is deleted, as Argo CD does when everything that an
 * Application delivered is gone, and the controller of runners when a set has none left. It does nothing else, since nothing was delivered or run.
 */
export async function whileFinalized<T>(kube: Kube, work: Promise<T>): Promise<T> {
  let isDone = false;
  const ended = work.finally(() => {
    isDone = true;
  });
  const finalize = async (object: KubeObject): Promise<void> => {
    const { deletionTimestamp, finalizers = [] } = object.metadata as Deleted;
    const kept = finalizers.filter((one) => KUBERNETES.test(one));
    if (deletionTimestamp && kept.length < finalizers.length)
      await kube.merge(refer(object), { metadata: { finalizers: kept } });
  };
  const finalizing = (async () => {
    const kinds = await kube.listable();
    for (; !isDone; await sleep(POLL_MS))
      // A definition may go with its chart meanwhile.
      for (const kind of kinds) for (const one of await kube.list(kind).catch(() => [])) await finalize(one);
  })();
  const [result] = await Promise.all([ended, finalizing]);
  return result;
}

interface Deleted {
  readonly deletionTimestamp?: string;
  readonly finalizers?: readonly string[];
}
