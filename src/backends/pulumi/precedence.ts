import { groupBy } from '../../base/sort';
import type { Graph, ReleaseNode } from '../../graph/graph';
import { kindOf } from '../../graph/orders';
import type { Manifest } from '../../kubernetes/manifest';
import type { Lowered } from '../artifact';
import { componentId, nameOf, releaseId, typeOf } from './identity';
import { idOf, type ResourceId } from './resource';

/** They run pods, and read what stands beside them. */
export const CONTROLLERS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod']);

/** What comes before what: components as the graph has it; within one a namespace, what pods read, the pods. */
export class Precedence {
  private readonly components: ReadonlyMap<string, readonly ResourceId[]>;
  private readonly objects: ReadonlyMap<string, readonly Lowered[]>;
  /** Releases by the kinds that they define, as `component group/Kind`. */
  private readonly definedBy: ReadonlyMap<string, ResourceId>;

  constructor({ orders, releases }: Graph, objects: readonly Lowered[]) {
    const before = groupBy(orders, ({ from }) => from);
    this.components = new Map([...before].map(([from, all]) => [from, all.map(({ to }) => componentId(to))]));
    this.objects = groupBy(objects, ({ component }) => component);
    this.definedBy = new Map(
      releases.flatMap((release) =>
        release.defines.map((kind) => [`${release.component} ${kind}`, releaseId(release)] as const),
      ),
    );
  }

  ofObject(lowered: Lowered): ResourceId[] {
    const defined = this.definer(lowered);
    const { manifest, component } = lowered;
    return [...this.before(component, rank(manifest), manifest.metadata.namespace), ...(defined ? [defined] : [])];
  }

  ofRelease({ component, namespace }: ReleaseNode): ResourceId[] {
    return this.before(component, RUNS, namespace);
  }

  private before(component: string, ranked: number, namespace: string | undefined): ResourceId[] {
    const own = (this.objects.get(component) ?? []).filter((other) => {
      const isOther = other.manifest.kind === 'Namespace' && other.manifest.metadata.name !== namespace;
      return rank(other.manifest) < ranked && !isOther && !this.definer(other);
    });
    const objects = own.map((other) => idOf(typeOf(other.manifest), nameOf(other.manifest)));
    return [...(this.components.get(component) ?? []), ...objects];
  }

  private definer({ component, manifest }: Lowered): ResourceId | undefined {
    return this.definedBy.get(`${component} ${kindOf(manifest)}`);
  }
}

const RUNS = 2;

function rank({ kind }: Manifest): number {
  if (kind === 'Namespace') return 0;
  return CONTROLLERS.has(kind) ? RUNS : 1;
}
