import { record } from '../../support/judgement';

/** Environment variable in which the set-up says why the judges are not to be had. */
export const UNAVAILABLE = 'STEADING_LIVE_UNAVAILABLE';

/** A `describe` that is skipped where the judges are not to be had. */
export const tier: jest.Describe = process.env[UNAVAILABLE] ? describe.skip : globalThis.describe;

/**
 * A `describe` of what only some machines can have. `why` says why this one has not: then it is skipped by name, which with `CI` set is a failure unless
 * `STEADING_WITHOUT`, names with commas between, declares it.
 */
export function had(name: string, why: string | undefined, tests: () => void): void {
  if (why === undefined) {
    tier(name, tests);
    return;
  }
  const isDeclared = (process.env.STEADING_WITHOUT ?? '').split(',').includes(name);
  say(`${name}: skipped${isDeclared ? ', as declared' : ''}, ${why}`);
  if (process.env.CI && !isDeclared) it(`${name} can be had`, () => Promise.reject(new Error(why)));
  else it.skip(`${name}: ${why}`, () => undefined);
}

/** One line for a person, past jest's own printing. */
export function say(line: string): void {
  process.stderr.write(`live  ${line}\n`);
}

/** Says what was judged by whom, and in how many seconds. */
export async function judged<T>(what: (result: T) => string, judge: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const result = await work();
  const seconds = (Date.now() - started) / 1000;
  say(`${what(result)}, by ${judge}: ${seconds.toFixed(1)} s`);
  record({ judge, what: what(result), seconds });
  return result;
}
