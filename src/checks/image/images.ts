import type { Artifact } from '../../backends/artifact';
import { loweredOf } from '../../backends/artifact';
import { once } from '../../base/once';
import type { Subject as About } from '../../diagnostics/finding';
import type { Graph } from '../../graph/graph';
import { type Image, partsOf, valued } from '../../kubernetes/images';
import { fields } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import { identity } from '../object/objects';
import { placeOf } from '../objects-of';
import { podsOf } from '../pods';

/** An image, and who runs it. */
export interface Used extends Image {
  readonly by: string;
  readonly subject: About;
}

/** Every image that something runs: pods, hosts, values of Helm releases, custom resources with an `image`. */
export function imagesOf(graph: Graph, artifacts: readonly Artifact[]): readonly Used[] {
  return find(artifacts, graph);
}

const find = once((artifacts: readonly Artifact[], graph: Graph): Used[] => {
  const pods = podsOf(graph, artifacts);
  const makers = new Set(pods.map(({ manifest }) => manifest));
  return [
    ...pods.flatMap(({ object, spec, subject }) =>
      containersOf(spec).flatMap(({ image }) => used(image, object, subject)),
    ),
    ...loweredOf(artifacts).flatMap((lowered) => {
      const { image } = fields(lowered.manifest.spec);
      if (typeof image !== 'string' || makers.has(lowered.manifest)) return [];
      return used(image, identity(lowered), placeOf(graph, lowered.component));
    }),
    ...graph.workloads.flatMap(({ on, path, main, init, at }) =>
      'host' in on ? [main, ...init].flatMap(({ image }) => used(image, `'${path}'`, { paths: [path], at })) : [],
    ),
    ...graph.releases.flatMap(({ name, path, values, at }) =>
      valued(values).flatMap((image) => used(image, `release '${name}'`, { paths: [path], at })),
    ),
  ];
});

function used(image: unknown, by: string, subject: About): Used[] {
  return typeof image === 'string' && image !== '' ? [{ ...partsOf(image), by, subject }] : [];
}
