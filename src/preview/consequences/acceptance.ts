import { closest } from 'fastest-levenshtein';
import { catalogue } from './catalogue';
import type { Consequence } from './consequence';

/** What somebody accepts in the text of a pull request, and why. */
export interface Acceptance {
  readonly code: string;
  /** As the preview names it, or the end of that. @default - all that have the code */
  readonly object?: string;
  readonly why: string;
  /** As it was written. */
  readonly line: string;
}

export interface Accepted {
  readonly consequences: readonly Consequence[];
  /** Acceptances that say nothing, or of which nothing is there any more: a sentence each. */
  readonly stale: readonly string[];
}

/**
 * `accept-risk: CODE [OBJECT] because WHY`, a line each, as a list item too, in whatever case. What stands in a comment, a quotation or
 * a fence is talk about acceptances and accepts nothing.
 */
const LINE = /^\s*(?:[-*+]\s+)?[*_`]*accept-risk[*_`]*\s*:\s*(.*?)\s*$/i;
const SAID = /^`?([^\s`]+)`?(?:\s+`?(?!because\b)([^\s`]+)`?)?\s+because\s*:?\s+(\S.*)$/i;

/** Marks what a text accepts, and says what it accepts in vain. */
export function accept(consequences: readonly Consequence[], text: string): Accepted {
  const { acceptances, wrong } = acceptancesIn(text);
  const used = new Set<Acceptance>();
  const marked = consequences.map((one) => {
    const by = acceptances.find((acceptance) => isAbout(acceptance, one));
    if (!by) return one;
    used.add(by);
    return { ...one, accepted: by.why };
  });
  const unused = acceptances.filter((acceptance) => !used.has(acceptance)).map((one) => vain(one, consequences));
  return { consequences: marked, stale: [...wrong, ...unused] };
}

function acceptancesIn(text: string): { acceptances: Acceptance[]; wrong: string[] } {
  const acceptances: Acceptance[] = [];
  const wrong: string[] = [];
  for (const line of spokenLines(text)) {
    const [, said] = LINE.exec(line) ?? [];
    if (said === undefined) continue;
    const [, code, object, why] = SAID.exec(said) ?? [];
    if (code === undefined || why === undefined)
      wrong.push(`'${line.trim()}' accepts nothing: write accept-risk: CODE [OBJECT] because WHY`);
    else acceptances.push({ code: code.toLowerCase(), ...(object && { object }), why, line: line.trim() });
  }
  return { acceptances, wrong };
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

function isAbout({ code, object }: Acceptance, consequence: Consequence): boolean {
  if (consequence.code !== code) return false;
  const wanted = object?.toLowerCase();
  return wanted === undefined || consequence.about.some((one) => isNamed(one.toLowerCase(), wanted));
}

/** `self-hosted-ai/Deployment/litellm` is `Deployment/litellm` and `litellm` too. */
function isNamed(name: string, wanted: string): boolean {
  return name === wanted || name.endsWith(`/${wanted}`);
}

function vain({ code, object, line }: Acceptance, consequences: readonly Consequence[]): string {
  const codes = Object.keys(catalogue);
  if (!codes.includes(code)) return `'${line}' names no risk: did you mean '${closest(code, codes)}'?`;
  const others = consequences.filter((one) => one.code === code).flatMap(({ about }) => about[0] ?? []);
  if (object === undefined || others.length === 0) return `'${line}' accepts nothing: no change here is ${code}`;
  return `'${line}' accepts nothing: ${code} is not about ${object}, but about ${others.slice(0, 3).join(', ')}`;
}
