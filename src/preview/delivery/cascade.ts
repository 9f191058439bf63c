import type { Manifest } from '../../kubernetes/manifest';
import { fields } from '../../kubernetes/manifest';
import { protectionsOf } from '../../kubernetes/protection';

export interface Cascade {
  /** Whether what it delivered goes along when it is deleted. */
  readonly cascades: boolean;
  readonly why: string;
}

/** What becomes of what an Application or a Kustomization delivered, when it goes. */
export function cascadeOf(manifest: Manifest): Cascade {
  return manifest.kind === 'Application' ? ofApplication(manifest) : ofKustomization(manifest);
}

function ofApplication({ metadata }: Manifest): Cascade {
  const finalizers = fields(metadata).finalizers;
  const own = Array.isArray(finalizers)
    ? finalizers.find((one) => String(one).startsWith('resources-finalizer'))
    : undefined;
  if (protectionsOf({ metadata } as Manifest).length > 0)
    return { cascades: false, why: 'it is itself kept by Prune=false' };
  return own ? { cascades: true, why: `finalizer ${own}` } : { cascades: false, why: 'it has no resources-finalizer' };
}

function ofKustomization({ spec }: Manifest): Cascade {
  const { prune, deletionPolicy = 'MirrorPrune' } = fields(spec);
  const cascades =
    deletionPolicy === 'Delete' ||
    deletionPolicy === 'WaitForTermination' ||
    (deletionPolicy === 'MirrorPrune' && prune === true);
  return {
    cascades,
    why: deletionPolicy === 'MirrorPrune' ? `prune: ${prune === true}` : `deletionPolicy ${deletionPolicy}`,
  };
}
