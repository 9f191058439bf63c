import { type Fields, fields } from './manifest';

/** Tags that are given to one image after another, alone or behind a variant: `latest`, `main-latest`, `cuda-nightly`. */
const MOVING = /(^|[-.])(latest|nightly|edge|canary|snapshot)$/;

/** An image, in its parts. */
export interface Image {
  readonly image: string;
  /** With registry: `docker.io/library/nginx`. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Registry, tag and digest of an image as a pod names it. */
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

/** A tag without a digit is no version. */
export function moves({ tag, digest }: Image): boolean {
  return digest === undefined && (tag === undefined || !/\d/.test(tag) || MOVING.test(tag));
}
