import { compare } from '../base/sort';
import type { Found } from '../preview/read/tree';
import type { Side } from '../preview/side';
import { type Both, both } from './both';
import { withReleases } from './brought';
import { withBuilds } from './builds';
import { Charts } from './charts';
import { Helm } from './helm';
import { Kustomize } from './kustomize';
import { programOnPath } from './process';
import { Scratch } from './scratch';
import { withApplications } from './sets';
import { Tree } from './tree';

/** A state as it was read, and its files. */
export interface Source {
  readonly side: Side;
  readonly files: readonly Found[];
}

export interface Tools {
  readonly helm?: string;
  readonly kustomize?: string;
}

/** The helm and the kustomize on the PATH. */
export function toolsOnPath(): Tools {
  const [helm, kustomize] = [programOnPath('helm'), programOnPath('kustomize')];
  return { ...(helm && { helm }), ...(kustomize && { kustomize }) };
}

/**
 * Both states with the objects that charts and kustomizations bring, where these differ between the states: what is the same on both sides
 * is not rendered. `offline`: charts come from the cache alone. A side says what was rendered, and why something was not.
 */
export async function rendered(
  sources: Both<Source>,
  tools: Tools,
  { offline }: { readonly offline: boolean },
): Promise<Both<Side>> {
  const scratch = new Scratch();
  try {
    const trees = both(sources, ({ files }) => new Tree(files));
    const plain = both(sources, ({ side }) => withApplications(side));
    const built = tools.kustomize ? await withBuilds(plain, trees, new Kustomize(tools.kustomize, scratch)) : plain;
    if (!tools.helm) return built;
    const charts = new Charts(tools.helm, scratch, offline);
    return await withReleases(built, trees, new Helm(tools.helm, charts, scratch, versionsIn(built)));
  } finally {
    scratch.close();
  }
}

/** A chart asks what the cluster serves: beside Kubernetes' own the kinds of which either state has objects. */
function versionsIn(sides: Both<Side>): string[] {
  const versions = sides.flatMap(({ objects }) =>
    objects.map(({ manifest }) => [manifest.apiVersion, manifest.kind] as const),
  );
  const others = versions.filter(
    ([apiVersion]) => apiVersion.includes('.') && apiVersion.includes('/') && !apiVersion.startsWith('helm.sh/'),
  );
  return [...new Set(others.flatMap(([apiVersion, kind]) => [apiVersion, `${apiVersion}/${kind}`]))].sort(compare);
}
