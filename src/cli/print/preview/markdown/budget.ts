import { numbered } from '../../../../base/shorten';

/** Characters that are left, in units of UTF-16: there are never fewer of them than of characters in any other sense. */
export class Budget {
  constructor(private left: number) {}

  /** Whether a text, and its end of line, still fits; it is then taken. */
  take(text: string): boolean {
    if (text.length >= this.left) return false;
    this.left -= text.length + 1;
    return true;
  }

  /** A part of what is left, for one purpose; what is not used comes back. */
  share<T>(part: number, use: (budget: Budget) => T): T {
    const most = Math.floor(this.left * part);
    const inner = new Budget(most);
    const result = use(inner);
    this.left -= most - inner.left;
    return result;
  }
}

/** A text, and what is left out of it: `3 of 40 environments`. */
export interface Fitted {
  readonly text: string;
  readonly omitted: readonly string[];
}

/** As many lines as fit. */
export function fitted(lines: readonly string[], what: string, budget: Budget): Fitted {
  const shown = lines.filter((line) => budget.take(line));
  return { text: shown.join('\n'), omitted: omitted(lines.length - shown.length, lines.length, what) };
}

export function omitted(out: number, all: number, what: string): string[] {
  return out > 0 ? [`${numbered(out)} of ${numbered(all)} ${what}`] : [];
}
