import { type Finding, finding } from '../../diagnostics/finding';
import { groupBy } from '../../graph/sort';
import type { Check } from '../check';
import { type Image, imagesOf, type Used } from './images';

/** Tags that are given to one image after another, alone or behind a variant: `latest`, `main-latest`, `cuda-nightly`. */
const MOVING = /(^|[-.])(latest|nightly|edge|canary|snapshot)$/;

/** Images that may be others tomorrow. */
export const pins: Check = ({ graph, artifacts }) => {
  const all = imagesOf(graph, artifacts);
  const moving = [...groupBy(all.filter(moves), ({ image, by }) => `${image}\0${by}`).values()].flatMap(([one]) =>
    one ? [finding('image/moving-tag', { by: one.by, image: one.image, tag: one.tag }, one.subject)] : [],
  );
  return [...moving, ...undigested(graph.environment, all)];
};

/** A tag without a digit is no version. */
export function moves({ tag, digest }: Image): boolean {
  return digest === undefined && (tag === undefined || !/\d/.test(tag) || MOVING.test(tag));
}

/** Who pins some images by digest means to pin all; who pins none has decided for tags. */
function undigested(environment: string, all: readonly Used[]): Finding[] {
  const loose = [...new Set(all.filter(({ digest }) => digest === undefined).map(({ image }) => image))];
  const pinned = new Set(all.filter(({ digest }) => digest !== undefined).map(({ image }) => image)).size;
  if (pinned === 0 || loose.length === 0) return [];
  return [finding('image/no-digest', { images: loose.sort(), pinned }, { paths: [environment] })];
}
