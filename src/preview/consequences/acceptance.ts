import { closest } from 'fastest-levenshtein';
import type { Comparison } from '../comparison';
import type { Acceptance } from '../report';
import { catalogue } from './catalogue';
import type { Consequence } from './consequence';

export interface Accepted {
  readonly comparisons: readonly Comparison[];
  /** Acceptances of what does not happen. */
  readonly stale: readonly Acceptance[];
  /** Lines that accept nothing, whatever changes: a sentence each. */
  readonly misread: readonly string[];
}

/**
 * `accept-risk: CODE [OBJECT] because WHY`, a line each, as a list item too, in whatever case. What stands in a comment, a quotation or
 * a fence is talk about acceptances and accepts nothing.
 */
const LINE = /^\s*(?:[-*+]\s+)?[*_`]*accept-risk[*_`]*\s*:\s*(.*?)\s*$/i;
const SAID = /^`?([^\s`]+)`?(?:\s+`?(?!because\b)([^\s`]+)`?)?\s+because\s*:?\s+(\S.*)$/i;

/** Marks what a text accepts, and says what it accepts in vain. */
export function accept(comparisons: readonly Comparison[], text: string): Accepted {
  const { acceptances, misread } = acceptancesIn(text);
  const used = new Set<Acceptance>();
  const marked = (one: Consequence): Consequence => {
    const by = acceptances.find((acceptance) => isOf(acceptance, one));
    if (!by) return one;
    used.add(by);
    return { ...one, accepted: by.why };
  };
  return {
    comparisons: comparisons.map((one) => ({ ...one, consequences: one.consequences.map(marked) })),
    stale: acceptances.filter((acceptance) => !used.has(acceptance)),
    misread,
  };
}

function acceptancesIn(text: string): { acceptances: Acceptance[]; misread: string[] } {
  const acceptances: Acceptance[] = [];
  const misread: string[] = [];
  const codes = Object.keys(catalogue);
  for (const line of spokenLines(text)) {
    const [, said] = LINE.exec(line) ?? [];
    if (said === undefined) continue;
    const [, named = '', about, why] = SAID.exec(said) ?? [];
    const code = named.toLowerCase();
    if (why === undefined)
      misread.push(`'${line.trim()}' accepts nothing: write accept-risk: CODE [OBJECT] because WHY`);
    else if (!codes.includes(code))
      misread.push(`'${line.trim()}' names no risk: did you mean '${closest(code, codes)}'?`);
    else acceptances.push({ code, ...(about !== undefined && { about }), why });
  }
  return { acceptances, misread };
}

/** The lines of a text that are not in an HTML comment, a fenced block or an indented one, and quote nobody. */
function spokenLines(text: string): string[] {
  const spoken: string[] = [];
  let fence: string | undefined;
  let commented = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, mark] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
    if (fence !== undefined) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = undefined;
      continue;
    }
    if (mark !== undefined && !commented) {
      fence = mark;
      continue;
    }
    const outside = outsideComments(line, commented);
    commented = outside.commented;
    if (!/^( {4}|\t|\s*>)/.test(outside.text)) spoken.push(outside.text);
  }
  return spoken;
}

function outsideComments(line: string, inside: boolean): { text: string; commented: boolean } {
  let text = '';
  let commented = inside;
  for (const part of line.split(/(<!--|-->)/)) {
    if (!commented && part === '<!--') commented = true;
    else if (commented && part === '-->') commented = false;
    else if (!commented) text += part;
  }
  return { text, commented };
}

function isOf({ code, about }: Acceptance, consequence: Consequence): boolean {
  if (consequence.code !== code) return false;
  const wanted = about?.toLowerCase();
  return wanted === undefined || consequence.about.some((one) => isNamed(one.toLowerCase(), wanted));
}

/** `self-hosted-ai/Deployment/litellm` is `Deployment/litellm` and `litellm` too. */
function isNamed(name: string, wanted: string): boolean {
  return name === wanted || name.endsWith(`/${wanted}`);
}
