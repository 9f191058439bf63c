import type { Span } from '../../secrets/detect';
import { Needles, SHORTEST } from './needles';

interface Needle {
  readonly text: string;
  /** `token`: it is hidden with all of the base64 around it. */
  readonly as: 'part' | 'word' | 'token';
}

/** Values that are secrets somewhere and words everywhere. */
const WORDS = new Set(
  `admin administrator anonymous changeme cluster default development disabled enabled example grafana kubernetes litellm localhost
  longhorn minioadmin openwebui password postgres postgresql production prometheus qdrant redis secret service staging steading
  token username`.split(/\s+/),
);

/** Values that are secrets, and where they stand in other texts: as they are, in base64, in an address. */
export class Known {
  /** Only where nothing of a word stands beside them. They are apart, since most places cannot begin one. */
  private readonly words = new Needles<Needle>();
  private readonly parts = new Needles<Needle>();
  private readonly values = new Set<string>();

  /** @param names - of objects: they are said everywhere */
  constructor(private readonly names: ReadonlySet<string>) {}

  learn(said: string): void {
    const value = said.trim();
    if (value.length < SHORTEST || this.values.has(value) || this.names.has(value) || WORDS.has(value.toLowerCase()))
      return;
    this.values.add(value);
    if (/^([A-Za-z]+|\d+)$/.test(value)) this.words.add({ text: value, as: 'word' });
    else this.parts.add({ text: value, as: 'part' });
    for (const text of new Set([encodeURIComponent(Buffer.from(value).toString()), JSON.stringify(value).slice(1, -1)]))
      if (text !== value) this.parts.add({ text, as: 'part' });
    for (const text of inBase64(value)) this.parts.add({ text, as: 'token' });
  }

  spans(text: string): Span[] {
    const found: Span[] = [];
    for (let at = 0; at + SHORTEST <= text.length; at++) {
      const needle = this.longestAt(text, at);
      if (!needle) continue;
      const end = at + needle.text.length;
      const span = needle.as === 'token' ? token(text, at, end) : ([at, end] as const);
      found.push(span);
      at = span[1] - 1;
    }
    return found;
  }

  private longestAt(text: string, at: number): Needle | undefined {
    const part = this.parts.longestAt(text, at);
    if (isOfWord(text, at - 1)) return part;
    const word = this.words.longestAt(text, at, (one) => !isOfWord(text, at + one.text.length));
    return word && word.text.length > (part?.text.length ?? 0) ? word : part;
  }
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
