import type { Artifact } from '../../backends/artifact';
import { loweredOf } from '../../backends/artifact';
import type { Subject as About } from '../../diagnostics/finding';
import type { Graph } from '../../graph/graph';
import { identity } from '../objects';
import { placeOf } from '../objects-of';
import { containersOf, type Fields, fields, podsOf } from '../pods';

/** An image, in its parts. */
export interface Image {
  readonly image: string;
  /** With registry: `docker.io/library/nginx`. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** An image, and who runs it. */
export interface Used extends Image {
  readonly by: string;
  readonly subject: About;
}

const known = new WeakMap<readonly Artifact[], Used[]>();

/** Every image that something runs: pods, hosts, values of Helm releases, custom resources with an `image`. */
export function imagesOf(graph: Graph, artifacts: readonly Artifact[]): readonly Used[] {
  const found = known.get(artifacts) ?? look(graph, artifacts);
  known.set(artifacts, found);
  return found;
}

function look(graph: Graph, artifacts: readonly Artifact[]): Used[] {
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
}

function used(image: unknown, by: string, subject: About): Used[] {
  return typeof image === 'string' && image !== '' ? [{ ...partsOf(image), by, subject }] : [];
}

export function partsOf(image: string): Image {
  const [name = '', digest] = image.split('@');
  const [, path = name, tag] = /^(.+?)(?::([^/:]+))?$/.exec(name) ?? [];
  return { image, repository: withRegistry(path), tag, digest };
}

/** What a container runtime makes of a short name. */
function withRegistry(path: string): string {
  const [first = '', ...rest] = path.split('/');
  if (rest.length === 0) return `docker.io/library/${path}`;
  return /[.:]|^localhost$/.test(first) ? path : `docker.io/${path}`;
}

/** Charts name images by `repository` and `tag`, some with a `registry`. */
export function valued(values: unknown): string[] {
  if (Array.isArray(values)) return values.flatMap(valued);
  const all: Fields = fields(values);
  const { registry, repository, tag } = all;
  const own =
    typeof repository === 'string' && typeof tag === 'string' && tag !== '' && !repository.includes('://')
      ? [`${typeof registry === 'string' && registry !== '' ? `${registry}/` : ''}${repository}:${tag}`]
      : [];
  return [...own, ...Object.values(all).flatMap((value) => (typeof value === 'object' ? valued(value) : []))];
}
