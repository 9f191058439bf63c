import { type Kube, type KubeObject, refer } from '../cluster/kube';
import { setByOthers } from '../kubernetes/managed';
import { asNew, nameOf } from './dry-run';
import { inTurn } from './in-turn';
import { kubectlPatch } from './kubectl';

/** A field that another manager set, and that is more than the manifest has. */
export interface Beyond {
  /** `kubectl-edit set data.EXTRA of ConfigMap shop/app`: no value. */
  readonly what: string;
  /** The command that makes it as the manifest has it. */
  readonly fix: string;
}

/** What others set in the objects of a cluster that somebody applies as `manager`, beyond their manifests. Throws what `Kube` throws. */
export async function beyondManifests(kube: Kube, all: readonly KubeObject[], manager: string): Promise<Beyond[]> {
  const found = await inTurn(all, async (wanted) => {
    const live = await kube.get(refer(wanted));
    return live ? beyondManifest(kube, wanted, live, manager) : [];
  });
  return found.flat();
}

/** The same of one. An object that was once made without server-side apply has its defaults from whoever made it: they are no more than wanted. */
export async function beyondManifest(
  kube: Kube,
  wanted: KubeObject,
  live: KubeObject,
  manager: string,
): Promise<Beyond[]> {
  if (setByOthers(live, wanted, manager).length === 0) return [];
  const whole = wanted.kind === 'Secret' ? wanted : ((await asNew(kube, wanted)) ?? wanted);
  const found = setByOthers(live, whole, manager).filter(({ manager: other }) => !isTakenBack(other, manager));
  return found.map(({ at, manager: other, patch }) => ({
    what: `${other} set ${at} of ${nameOf(wanted)}`,
    fix: kubectlPatch(wanted, patch),
  }));
}

/** Flux's controller takes over what kubectl set, and with that removes it (fluxcd/pkg, `ssa`). */
const isTakenBack = (other: string, applier: string): boolean =>
  applier === 'kustomize-controller' && other.startsWith('kubectl');
