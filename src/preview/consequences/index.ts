import { sortBy } from '../../base/sort';
import type { ObjectChange } from '../change';
import { clusterOf } from '../delivery/owners';
import { access } from './access';
import { api } from './api';
import { capacity } from './capacity';
import { type Consequence, RISKS } from './consequence';
import { data } from './data';
import { downtime } from './downtime';
import { image } from './image';
import type { Judge, Subject } from './judge';
import { prune } from './prune';
import { replace } from './replace';
import { restart } from './restart';
import { secrets } from './secrets';
import { State } from './state';

const JUDGES: readonly Judge[] = [
  ...[data, replace, downtime, access, secrets, capacity, prune, api, image, restart].flat(),
];
const LEVELS = ['error', 'warning', 'note'];

/** Asks every judge. What matters most comes first. */
export function consequences(subject: Subject): Consequence[] {
  const seen = { ...subject, objects: subject.objects.filter((change) => !stands(subject, change)) };
  const found = JUDGES.flatMap((judge) => judge(seen)).filter((one) => !isGuess(one, subject));
  return sortBy(found, ({ level, risk, code, about }) =>
    [LEVELS.indexOf(level), String(RISKS.indexOf(risk)).padStart(2, '0'), code, ...about].join('\0'),
  );
}

/** What values let guess is known of a release that was rendered: its objects say it themselves. */
function isGuess({ code, about: [about] }: Consequence, { after }: Subject): boolean {
  return GUESSED.test(code) && (after.rendered ?? []).some((one) => about === one || about === `Chart/${one}`);
}

const GUESSED = /^image\/(?!chart)|^restart\/release$/;

/** Whether what is gone from one file stands in another one still, for the same cluster. */
function stands({ after }: Subject, { what, before, file }: ObjectChange): boolean {
  if (what !== 'removed' || !before) return false;
  const cluster = clusterOf(file);
  const copies = State.of(after).copies(before);
  return copies.some((copy) => cluster === undefined || [undefined, cluster].includes(clusterOf(copy.file)));
}
