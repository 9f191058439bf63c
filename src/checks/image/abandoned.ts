import { groupBy } from '../../base/sort';
import { finding } from '../../diagnostics/finding';
import type { Check } from '../check';
import { imagesOf } from './images';
import { KNOWN } from './known';

/** Images of which is known that nobody mends them, or that somebody broke into them. */
export const abandoned: Check = ({ graph, artifacts }) =>
  [...groupBy(imagesOf(graph, artifacts), ({ image, by }) => `${image}\0${by}`).values()].flatMap(([used]) => {
    if (!used) return [];
    const { image, repository, tag = '', by, subject } = used;
    return KNOWN.filter((known) => known.repository.test(repository) && (known.tag?.test(tag) ?? true)).map(
      ({ code, why, instead, source }) => finding(code, { by, image, why, instead, source }, subject),
    );
  });
