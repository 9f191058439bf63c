import type { Kube, KubeObject } from '../../cluster/kube';
import { objectsOf } from '../../backends/pulumi/identity';
import { MANAGER } from '../../backends/pulumi/owner';
import type { Plan } from '../../backends/pulumi/resource';
import { beyondManifests } from '../others';

/**
 * What others set in the cluster and Pulumi does not see: its provider cuts off of a live object what the inputs do not have, before it compares the
 * two. A text for each, with what to do. Throws what `Kube` throws.
 */
export async function unseen(kube: Kube, plan: Plan): Promise<string[]> {
  const found = await beyondManifests(kube, objectsOf(plan) as unknown as KubeObject[], MANAGER);
  return found.map(({ what, fix }) => `${what}, and Pulumi does not see that\nto fix: ${fix}`);
}
