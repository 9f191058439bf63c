/** Environment variable in which the set-up says why the judges are not to be had. */
export const UNAVAILABLE = 'STEADING_LIVE_UNAVAILABLE';

/** A `describe` that is skipped where the judges are not to be had. */
export const tier: jest.Describe = process.env[UNAVAILABLE] ? describe.skip : globalThis.describe;

/** One line for a person, past jest's own printing. */
export function say(line: string): void {
  process.stderr.write(`live  ${line}\n`);
}

/** Says what was judged by whom, and in how many seconds. */
export async function judged<T>(what: (result: T) => string, judge: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const result = await work();
  say(`${what(result)}, by ${judge}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return result;
}
