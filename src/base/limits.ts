/** How deep values may stand in each other: more than any program writes, and far less than what fills a stack. */
export const DEEPEST = 100;

/** How many values a text may stand for, aliases written out. Without aliases it is never more than its characters. */
export function roomFor(length: number): number {
  return 10 * length + 1000;
}

/** A text that is none of what it is called. The message says where and never quotes it: a secret may stand there. */
export class Unreadable extends Error {
  constructor(
    /** `no YAML`, `too deep`. */
    readonly what: string,
    /** Counted from 1, where it is known. */
    readonly line?: number,
  ) {
    super(line === undefined ? what : `${what} (line ${line})`);
  }
}
