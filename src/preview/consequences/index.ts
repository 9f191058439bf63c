import { sortBy } from '../../graph/sort';
import { type Consequence, RISKS } from './consequence';
import type { Judge, Subject } from './judge';
import { replacement } from './replacement';

const JUDGES: readonly Judge[] = [replacement];
const LEVELS = ['error', 'warning', 'note'];

/** Asks every judge. What matters most comes first. */
export function consequences(subject: Subject): Consequence[] {
  const found = JUDGES.flatMap((judge) => judge(subject));
  return sortBy(found, ({ level, risk, code, about }) =>
    [LEVELS.indexOf(level), String(RISKS.indexOf(risk)).padStart(2, '0'), code, ...about].join('\0'),
  );
}
