/** Every needle begins with so many letters at least. */
export const SHORTEST = 6;
/** By so many letters needles are sorted; of longer ones that are equal so far each is compared. */
const HEAD = 500;

interface Entry<N> {
  readonly head: string;
  /** Longest first; of equal length in the order in which they came. */
  readonly needles: N[];
  /** The longest other head that this one begins with. */
  shorter?: Entry<N>;
}

/** Texts that are looked for all at once. How long it takes hardly depends on how many there are, and on what they have in common. */
export class Needles<N extends { readonly text: string }> {
  private readonly byStart = new Map<string, Entry<N>[] | Map<string, Entry<N>>>();

  /** Only before the first search. */
  add(needle: N): void {
    const start = needle.text.slice(0, SHORTEST);
    const head = needle.text.slice(0, HEAD);
    const heads = this.byStart.get(start) ?? new Map<string, Entry<N>>();
    if (Array.isArray(heads)) throw new Error('the search has begun');
    this.byStart.set(start, heads);
    const entry = heads.get(head);
    if (entry) entry.needles.push(needle);
    else heads.set(head, { head, needles: [needle] });
  }

  /** The longest needle that stands at a place and that `may` be there. */
  longestAt(text: string, at: number, may: (needle: N) => boolean = () => true): N | undefined {
    const sorted = this.sorted(text.slice(at, at + SHORTEST));
    if (!sorted) return undefined;
    const last = lastBefore(sorted, text, at);
    const common = last ? commonLength(last.head, text, at) : 0;
    for (let entry = last; entry; entry = entry.shorter) {
      if (entry.head.length > common) continue;
      const found = entry.needles.find((needle) => text.startsWith(needle.text, at) && may(needle));
      if (found) return found;
    }
    return undefined;
  }

  private sorted(start: string): readonly Entry<N>[] | undefined {
    const heads = this.byStart.get(start);
    if (!heads || Array.isArray(heads)) return heads;
    const sorted = [...heads.values()].sort((a, b) => (a.head < b.head ? -1 : 1));
    const open: Entry<N>[] = [];
    for (const entry of sorted) {
      entry.needles.sort((a, b) => b.text.length - a.text.length);
      while (open.length > 0 && !entry.head.startsWith((open.at(-1) as Entry<N>).head)) open.pop();
      const shorter = open.at(-1);
      if (shorter) entry.shorter = shorter;
      open.push(entry);
    }
    this.byStart.set(start, sorted);
    return sorted;
  }
}

/** The last entry that is no greater than what stands at a place: what stands there can begin with it, and with those that it begins with. */
function lastBefore<N>(sorted: readonly Entry<N>[], text: string, at: number): Entry<N> | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { head } = sorted[middle] as Entry<N>;
    const common = commonLength(head, text, at);
    const isBefore = common === head.length || head.charCodeAt(common) < text.charCodeAt(at + common);
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1];
}

function commonLength(head: string, text: string, at: number): number {
  let length = 0;
  while (length < head.length && head.charCodeAt(length) === text.charCodeAt(at + length)) length++;
  return length;
}
