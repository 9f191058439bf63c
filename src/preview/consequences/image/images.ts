import type { Image } from '../../../kubernetes/images';
import { moves } from '../../../kubernetes/images';
import type { Manifest } from '../../../kubernetes/manifest';
import { compareVersions, differsIn } from '../../../kubernetes/versions';
import { type Consequence, consequence } from '../consequence';
import { imagesIn, keepsData } from '../images';
import { type Judge, made, patched } from '../judge';

/** Other programs, and such that may be others tomorrow. */
export const images: Judge = (subject) => [
  ...patched(subject).flatMap(({ object, name, before, after, change }) => {
    const old = imagesIn(before);
    const fields = change.fields.flatMap(({ path }) => (path.includes('image') ? [path] : []));
    return unique(
      [...imagesIn(after)].flatMap(([place, image]) =>
        judge(name, after, old.get(place), image, { about: [object], fields }),
      ),
    );
  }),
  ...made(subject).flatMap(({ object, name, manifest }) =>
    unique(
      [...imagesIn(manifest).values()].flatMap((image) => judge(name, manifest, undefined, image, { about: [object] })),
    ),
  ),
];

type About = Parameters<typeof consequence>[2];

function judge(object: string, manifest: Manifest, was: Image | undefined, is: Image, about: About): Consequence[] {
  if (was?.image === is.image) return [];
  const moving =
    moves(is) && !(was && moves(was) && was.repository === is.repository && was.tag === is.tag)
      ? [consequence('image/moving', { object, image: is.image, before: was ? `; it was ${labelOf(was)}` : '' }, about)]
      : [];
  if (!was) return moving;
  const unpinned =
    was.digest !== undefined && is.digest === undefined
      ? [consequence('image/digest-dropped', { object, image: is.image }, about)]
      : [];
  if (was.repository !== is.repository) {
    const params = { object, before: was.repository, after: is.repository };
    return [...moving, ...unpinned, consequence('image/repository', params, about)];
  }
  if (was.tag === is.tag && (was.digest === undefined || is.digest === undefined)) return [...moving, ...unpinned];
  const image = is.repository.slice(is.repository.lastIndexOf('/') + 1);
  const params = { object, image, before: labelOf(was), after: labelOf(is) };
  const order = compareVersions(was.tag ?? '', is.tag ?? '');
  if (order !== undefined && order > 0)
    return [...moving, ...unpinned, ...(keepsData(manifest) ? [] : [consequence('image/downgraded', params, about)])];
  const code = order !== undefined && differsIn(was.tag ?? '', is.tag ?? '', 1) ? 'image/major' : 'image/changed';
  return [...moving, ...unpinned, consequence(code, params, about)];
}

/** The tag; of images with the same tag, what tells them apart. */
function labelOf({ tag, digest }: Image): string {
  if (digest === undefined) return tag ?? 'latest';
  return [...(tag === undefined ? [] : [tag]), digest.slice(0, 19)].join('@');
}

/** Several containers of one pod often run one image. */
function unique(all: readonly Consequence[]): Consequence[] {
  return [...new Map(all.map((one) => [`${one.code} ${one.message}`, one])).values()];
}
