import { objectsOf } from '../../backends/pulumi/identity';
import { MANAGER } from '../../backends/pulumi/owner';
import type { Plan } from '../../backends/pulumi/resource';
import { Refusal } from '../../base/refusal';
import type { Kube, KubeObject } from '../../cluster/kube';
import { clusterTrouble } from '../../cluster/trouble';
import { beyondManifests } from '../others';

/**
 * What others set in the cluster and Pulumi does not see: its provider cuts off of a live object what the inputs do not have, before it compares the
 * two. A text for each, with what to do; or why that is not known, which keeps nothing from being deployed.
 */
export async function unseen(cluster: () => Kube, plan: Plan): Promise<string[]> {
  try {
    const found = await beyondManifests(cluster(), objectsOf(plan) as unknown as KubeObject[], MANAGER);
    return found.map(({ what, fix }) => `${what}, and Pulumi does not see that\nto fix: ${fix}`);
  } catch (error) {
    const trouble = error instanceof Refusal ? error : clusterTrouble(error);
    if (!trouble) throw error;
    return [`what others changed in the cluster is not known: ${trouble.message}\nto fix: ${trouble.fix}`];
  }
}
