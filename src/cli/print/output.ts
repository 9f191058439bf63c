import { randomBytes } from 'node:crypto';
import { harmless } from '../../base/visible';

/** Known to this process alone: no text that comes from elsewhere can hold a mark of ours. */
const NONCE = randomBytes(9).toString('base64url');
const MARK = new RegExp(`⦃${NONCE}:([^⦄]*)⦄`, 'g');

/** A control sequence of our own, such as `31m`. No other one reaches the terminal. */
export const own = (sequence: string): string => `⦃${NONCE}:${sequence}⦄`;

/** A text without our own control sequences. */
export const unmarked = (text: string): string => text.replace(MARK, '');

/** A text as it may be printed: our own control sequences act, everything else is seen. */
export function printable(text: string): string {
  return harmless(text).replace(MARK, '\x1b[$1');
}

/** Prints a result. Like {@link tell} it is the only way out of this program for a text. */
export function print(text: string): void {
  process.stdout.write(printable(text));
}

/** Prints what is no result: errors, progress. */
export function tell(text: string): void {
  process.stderr.write(printable(text));
}
