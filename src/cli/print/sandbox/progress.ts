import { visible } from '../../../base/visible';
import { own, tell } from '../output';

const REPEATED = /: \d+ min \d+ s, step /;
const REPEAT_MS = 60_000;

/**
 * Writes steps to standard error, one a line. What a build says again and again stays in one line on a terminal, and
 * comes once a minute elsewhere.
 */
export function progress(): (line: string) => void {
  const { stderr } = process;
  let open = false;
  let last = 0;
  return (line) => {
    const repeated = REPEATED.test(line);
    if (repeated && !stderr.isTTY) {
      if (Date.now() - last < REPEAT_MS) return;
      last = Date.now();
    }
    const inPlace = repeated && stderr.isTTY;
    const text = inPlace ? visible(line).slice(0, Math.max(1, stderr.columns - 1)) : line;
    tell(`${open ? own('G') + own('K') : ''}${text}${inPlace ? '' : '\n'}`);
    open = inPlace;
  };
}
