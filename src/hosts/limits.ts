/** How long a host may take, in milliseconds. */
export interface Limits {
  /** To connect, to let us sign in, and to run nothing at all. */
  readonly signIn: number;
  /** To say whether something is so, or what stands in a file. */
  readonly test: number;
  /** To make something so. */
  readonly apply: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A package manager waits for its lock, images and models are fetched. */
export const DEFAULTS: Limits = { signIn: 20 * SECOND, test: 2 * MINUTE, apply: 2 * HOUR };

/** The defaults, or what a person gives to each script in their place; nobody waits longer for a greeting. */
export function limitsOf(timeout?: number): Limits {
  if (timeout === undefined) return DEFAULTS;
  return { signIn: Math.min(DEFAULTS.signIn, timeout), test: timeout, apply: timeout };
}

/** What a script may print in all. The last of it is kept. */
export const MOST_OUTPUT = 64 * 2 ** 20;

const UNITS: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR };
/** A timer of Node takes no more than 24 days. */
const LONGEST = 7 * 24 * HOUR;

/** Milliseconds of `90s`, `10m` or `2h`, at most a week; undefined for anything else. */
export function milliseconds(text: string): number | undefined {
  const [, count, unit = ''] = /^([1-9]\d{0,5})([smh])$/.exec(text) ?? [];
  const all = Number(count) * (UNITS[unit] ?? Number.NaN);
  return all <= LONGEST ? all : undefined;
}

/** `20 s`, `2 min`, `2 h`. */
export function durationText(ms: number): string {
  if (ms % HOUR === 0) return `${ms / HOUR} h`;
  return ms % MINUTE === 0 ? `${ms / MINUTE} min` : `${ms / SECOND} s`;
}
