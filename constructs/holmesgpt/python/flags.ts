import { Refused, type Source, Unsure } from './source';

export type Flag = 'i' | 'm' | 's' | 'x' | 'a' | 'u';
export type Flags = ReadonlySet<Flag>;

interface Read {
  readonly added: Flags;
  readonly removed: Flags;
  /** `(?i)`, not `(?i:…)`. */
  readonly isForAll: boolean;
}

const ENDS = /^[)\-:]$/;

/** What stands between `(?` and `)` or `:`; `first` has been read. */
export function readFlags(source: Source, first: string): Read {
  if (first !== '-' && !isKnown(first)) throw new Refused(`unknown extension ?${first}`);
  const added = new Set<string>();
  let token = first;
  while (!ENDS.test(token)) {
    if (token === 'L') throw new Refused("bad inline flags: cannot use 'L' flag with a str pattern");
    added.add(token);
    if (added.has('a') && added.has('u'))
      throw new Refused("bad inline flags: flags 'a', 'u' and 'L' are incompatible");
    token = source.need('missing -, : or )');
    if (!ENDS.test(token)) known(token, 'missing -, : or )');
  }
  if (token === ')' && added.has('t')) throw new Unsure('what Python calls a template');
  if (added.has('t')) throw new Refused('bad inline flags: cannot turn on global flag');
  const removed = token === '-' ? readRemoved(source) : new Set<string>();
  if ([...added].some((flag) => removed.has(flag))) throw new Refused('bad inline flags: flag turned on and off');
  return { added: added as Flags, removed: removed as Flags, isForAll: token === ')' };
}

function readRemoved(source: Source): Set<string> {
  const removed = new Set<string>();
  let token = known(source.need('missing flag'), 'missing flag');
  while (token !== ':') {
    if (/^[auL]$/.test(token)) throw new Refused("bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
    removed.add(token);
    token = source.need('missing :');
    if (token !== ':') known(token, 'missing :');
  }
  if (removed.has('t')) throw new Refused('bad inline flags: cannot turn off global flag');
  return removed;
}

/** Flags inside `(?…:…)`: of `a` and `u` the newer one is so. */
export function changed(flags: Flags, added: Flags, removed: Flags): Flags {
  const isOver = (flag: Flag): boolean =>
    removed.has(flag) || (flag === 'a' && added.has('u')) || (flag === 'u' && added.has('a'));
  return new Set([...flags, ...added].filter((flag) => !isOver(flag)));
}

const isKnown = (token: string): boolean => /^[imsxatuL]$/.test(token);

function known(token: string, otherwise: string): string {
  if (isKnown(token)) return token;
  throw new Refused(/^\p{L}$/u.test(token) ? 'unknown flag' : otherwise);
}
