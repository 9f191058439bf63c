import { sortBy } from '../../graph/sort';
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

const JUDGES: readonly Judge[] = [
  ...[data, replace, downtime, access, secrets, capacity, prune, api, image, restart].flat(),
];
const LEVELS = ['error', 'warning', 'note'];

/** Asks every judge. What matters most comes first. */
export function consequences(subject: Subject): Consequence[] {
  const found = JUDGES.flatMap((judge) => judge(subject));
  return sortBy(found, ({ level, risk, code, about }) =>
    [LEVELS.indexOf(level), String(RISKS.indexOf(risk)).padStart(2, '0'), code, ...about].join('\0'),
  );
}
