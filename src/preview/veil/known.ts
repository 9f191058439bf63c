import type { Span } from '../../secrets/detect';

interface Needle {
  readonly text: string;
  /** What it is the spelling of. */
  readonly value: string;
  /** `word`: only where nothing of a word stands beside it. `token`: with all of the base64 around it. */
  readonly as: 'part' | 'word' | 'token';
}

const SHORTEST = 6;
/** Values that are secrets somewhere and words everywhere. */
const WORDS = new Set(
  `admin administrator anonymous changeme cluster default development disabled enabled example grafana kubernetes litellm localhost
  longhorn minioadmin openwebui password postgres postgresql production prometheus qdrant redis secret service staging steading
  token username`.split(/\s+/),
);

/** Values that are secrets, and where they stand in other texts: as they are, in base64, in an address. */
export class Known {
  private readonly needles = new Map<string, Needle[]>();
  private readonly values = new Set<string>();

  /** @param names - of objects: they are said everywhere */
  constructor(private readonly names: ReadonlySet<string>) {}

  learn(said: string): void {
    const value = said.trim();
    if (value.length < SHORTEST || this.values.has(value) || this.names.has(value) || WORDS.has(value.toLowerCase()))
      return;
    this.values.add(value);
    const as = /^([A-Za-z]+|\d+)$/.test(value) ? 'word' : 'part';
    this.add({ text: value, value, as });
    for (const text of new Set([encodeURIComponent(Buffer.from(value).toString()), JSON.stringify(value).slice(1, -1)]))
      if (text !== value) this.add({ text, value, as: 'part' });
    for (const text of inBase64(value)) this.add({ text, value, as: 'token' });
  }

  spans(text: string): Span[] {
    const found: Span[] = [];
    for (let at = 0; at + SHORTEST <= text.length; at++) {
      const needle = longest(this.needles.get(text.slice(at, at + SHORTEST)) ?? [], text, at);
      if (!needle) continue;
      const end = at + needle.text.length;
      found.push(needle.as === 'token' ? token(text, at, end) : [at, end]);
      at = end - 1;
    }
    return found;
  }

  private add(needle: Needle): void {
    const start = needle.text.slice(0, SHORTEST);
    const others = this.needles.get(start);
    if (others) others.push(needle);
    else this.needles.set(start, [needle]);
  }
}

function longest(needles: readonly Needle[], text: string, at: number): Needle | undefined {
  let best: Needle | undefined;
  for (const needle of needles) {
    if (best && best.text.length >= needle.text.length) continue;
    if (needle.as === 'word' && isOfWord(text, at - 1)) continue;
    if (!text.startsWith(needle.text, at)) continue;
    if (needle.as !== 'word' || !isOfWord(text, at + needle.text.length)) best = needle;
  }
  return best;
}

/** As it stands in base64, whatever stands before and behind it there: of each of three shifts, what no neighbour changes. */
function inBase64(value: string): string[] {
  const bytes = Buffer.from(value);
  if (bytes.length < 8) return [bytes.toString('base64')];
  return [0, 1, 2].flatMap((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]);
    const sure = whole.toString('base64').slice(Math.ceil((shift * 8) / 6), Math.floor((whole.length * 8) / 6));
    const forUrls = sure.replaceAll('+', '-').replaceAll('/', '_');
    return forUrls === sure ? [sure] : [sure, forUrls];
  });
}

function token(text: string, from: number, to: number): Span {
  const isOf = (at: number) => /[\w+/=-]/.test(text[at] ?? ' ');
  let [start, end] = [from, to];
  while (isOf(start - 1)) start--;
  while (isOf(end)) end++;
  return [start, end];
}

function isOfWord(text: string, at: number): boolean {
  return /\w/.test(text[at] ?? ' ');
}
