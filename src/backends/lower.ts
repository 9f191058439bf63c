import { sortBy } from '../base/sort';
import type { Graph } from '../graph/graph';
import type { Sealed } from '../graph/resolved';
import type { Artifact } from './artifact';
import { argoCd } from './gitops/argocd';
import type { Homes } from './gitops/files';
import { flux } from './gitops/flux/flux';
import { plain } from './gitops/plain';
import { hosts } from './hosts/commands';
import { hostFiles } from './hosts/files';
import { bootstrapScripts } from './manifests/bootstrap';
import { lower } from './manifests/lower';

/** The whole tree of an environment: a pure function of its graph and of the ciphertext beside it. */
export function tree(graph: Graph, sealed: Sealed): Artifact[] {
  const objects = lower(graph, sealed);
  const { delivery } = graph;
  const place = homes(graph);
  const files =
    delivery.engine === 'plain'
      ? plain(graph, objects, place)
      : { argocd: argoCd, flux }[delivery.engine](graph, delivery, objects, place);
  return sortBy([...files, ...bootstrapScripts(graph), ...hosts(graph).flatMap(hostFiles)], (file) => file.path);
}

function homes({ workloads, releases }: Graph): Homes {
  const running = workloads.flatMap(({ component, on }) =>
    'namespace' in on ? [[component, on.namespace] as const] : [],
  );
  return new Map([...releases.map(({ component, namespace }) => [component, namespace] as const), ...running]);
}
