import { list } from '../../diagnostics/entry';

const MANY = 3;
const LONG = 60;

/** `a, b, c and 4 more`. */
export function some(all: readonly string[]): string {
  if (all.length > MANY + 1) return `${all.slice(0, MANY).join(', ')} and ${all.length - MANY} more`;
  return list(all);
}

/** A value, short enough for a sentence. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const text = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
  return text.length > LONG ? `${text.slice(0, LONG)}…` : text;
}

/** `from 'a' to 'b'`. */
export function fromTo(before: unknown, after: unknown): string {
  return `from ${shown(before)} to ${shown(after)}`;
}

/** The verb for one, or for several: `stays`, `stay`. */
export function does(all: readonly unknown[], verb: string): string {
  if (all.length !== 1) return verb;
  return verb === 'have' ? 'has' : `${verb}s`;
}
