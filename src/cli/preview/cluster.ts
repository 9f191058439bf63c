import { Kube } from '../../cluster/kube';
import { kubeconfigPaths } from '../../cluster/kubeconfig';
import { clusterTrouble } from '../../cluster/trouble';
import type { Project } from '../../project';
import { type Compared, compared, NOW, type Pair } from './compared';
import { sidesLive } from './live';
import { statesOf } from './states';

/** With what runs. Errors: `Refusal`, `Refusal`. */
export async function withCluster(
  project: Project,
  names: readonly string[],
  kubeconfig: string | undefined,
): Promise<Compared> {
  const called = { before: 'the cluster', after: NOW };
  const wanted = compared(project, names, called, [], await statesOf(project, names));
  try {
    const kube = new Kube(...kubeconfigPaths(kubeconfig));
    const pairs: Pair[] = [];
    for (const [, side] of wanted.pairs) pairs.push(await sidesLive(kube, side));
    return { ...wanted, pairs };
  } catch (error) {
    throw clusterTrouble(error) ?? error;
  }
}
