import { visible } from '../../../../base/visible';

/** Text that is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | readonly Html[];

/** A piece of HTML, in which everything that is put in is text. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((string, i) => string + (i < parts.length ? written(parts[i] as Part) : '')).join(''));
}

export const NONE = new Html('');

function written(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return visible(String(part)).replaceAll(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}

/** Data for the script of the page. No text in it can end the element or begin a comment. */
export function data(value: unknown): Html {
  const text = JSON.stringify(value).replaceAll('<', '\\u003c');
  return new Html(`<script type="application/json">${text}</script>`);
}
