import { groupBy } from '../../base/sort';
import { type Finding, finding } from '../../diagnostics/finding';
import type { Graph } from '../../graph/graph';
import { moves } from '../../kubernetes/images';
import type { Check } from '../check';
import { imagesOf, type Used } from './images';

/** Images that may be others tomorrow. */
export const pins: Check = ({ graph, artifacts }) => {
  const all = imagesOf(graph, artifacts);
  const moving = [...groupBy(all.filter(moves), ({ image, by }) => `${image}\0${by}`).values()].flatMap(([one]) =>
    one ? [finding('image/moving-tag', { by: one.by, image: one.image, tag: one.tag }, one.subject)] : [],
  );
  return [...moving, ...undigested(graph, all)];
};

/** Who pins some images by digest means to pin all; who pins none has decided for tags. */
function undigested({ environment, isPart }: Graph, all: readonly Used[]): Finding[] {
  const loose = [...new Set(all.filter(({ digest }) => digest === undefined).map(({ image }) => image))];
  const pinned = new Set(all.filter(({ digest }) => digest !== undefined).map(({ image }) => image)).size;
  // Files of many people hold both: they mean it where most are pinned.
  if (pinned === 0 || loose.length === 0 || (isPart && pinned <= loose.length)) return [];
  return [finding('image/no-digest', { images: loose.sort(), pinned }, { paths: [environment] })];
}
