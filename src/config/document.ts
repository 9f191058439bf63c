import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { cut } from '../base/cut';
import type { Where } from '../diagnostics/where';
import { NoValue, plainValue } from './values';

export type Path = readonly (string | number)[];

/** A place in a YAML file, and why it is no YAML. */
export interface SyntaxError {
  readonly detail: string;
  readonly at: Where;
}

/** In characters: a hundred times what the largest configuration has. */
const LONGEST = 1_000_000;
const LONGEST_DETAIL = 200;
/** Mistakes of one file that anybody reads: a file that is none at all has as many as characters. */
const MANY = 10;
/** How the parser says that. */
const STACK_ENDED = /call stack/i;

/** A YAML file that knows where each of its values stands. */
export class PositionedDocument {
  readonly errors: readonly SyntaxError[];
  private readonly lines = new LineCounter();
  private readonly document: Document.Parsed;
  private readonly whole: unknown;

  constructor(
    private readonly file: string,
    private readonly source: string,
  ) {
    const isLong = source.length > LONGEST;
    this.document = parseDocument(isLong ? '' : source, {
      lineCounter: this.lines,
      // These two take the square of what they look at: all keys of a map, and the line of each mistake.
      uniqueKeys: false,
      prettyErrors: false,
    });
    const broken = this.document.errors.slice(0, MANY).map(({ message, pos }) => ({
      detail: STACK_ENDED.test(message) ? 'values are nested too deep' : cut(lower(message), LONGEST_DETAIL),
      at: this.place(pos[0]),
    }));
    if (isLong) {
      const detail = `${source.length} characters, expected at most ${LONGEST}`;
      broken.push({ detail, at: this.place() });
    }
    try {
      this.whole = plainValue(this.document, source.length);
    } catch (error) {
      if (!(error instanceof NoValue)) throw error;
      const offset = error.node?.range?.[0] ?? 0;
      // Behind a mistake of form nobody knows what was meant.
      if (offset <= (this.document.errors[0]?.pos[0] ?? offset))
        broken.unshift({ detail: error.message, at: this.place(offset) });
    }
    this.errors = broken;
  }

  /** The whole as plain data; only without errors. */
  value(): unknown {
    return this.whole;
  }

  /** Where the value of a path stands; the file's beginning where there is none. */
  valueAt(path: Path): Where {
    return this.place((this.document.getIn(path, true) as Node | undefined)?.range?.[0]);
  }

  /** Where the key of a path stands. */
  keyAt(path: Path): Where {
    const parent = this.document.getIn(path.slice(0, -1), true);
    if (!isMap(parent)) return this.valueAt(path);
    const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)));
    return this.place((pair?.key as Node | undefined)?.range?.[0]);
  }

  /** The text with another word at a path, and every other character as it was; nothing where no word of its own stands there. */
  withWord(path: Path, word: string): string | undefined {
    const node = this.document.getIn(path, true);
    if (!isScalar(node) || !node.range) return undefined;
    const [start, end] = node.range;
    const [first = ''] = this.source.slice(start, end);
    const quote = first === '"' || first === "'" ? first : '';
    return `${this.source.slice(0, start)}${quote}${word}${quote}${this.source.slice(end)}`;
  }

  private place(offset = 0): Where {
    const { line, col } = this.lines.linePos(offset);
    return () => ({ file: this.file, line, column: col });
  }
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
