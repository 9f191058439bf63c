import { isAlias, isMap, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { Where } from '../diagnostics/where';

export type Path = readonly (string | number)[];

/** A place in a YAML file, and why it is no YAML. */
export interface SyntaxError {
  readonly detail: string;
  readonly at: Where;
}

/** A YAML file that knows where each of its values stands. */
export class PositionedDocument {
  readonly errors: readonly SyntaxError[];
  private readonly lines = new LineCounter();
  private readonly document;

  constructor(
    private readonly file: string,
    private readonly source: string,
  ) {
    this.document = parseDocument(source, { lineCounter: this.lines });
    const broken = this.document.errors.map(({ message, pos }) => ({
      detail: lower(message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? ''),
      at: this.place(pos[0]),
    }));
    this.errors = broken.length > 0 ? broken : this.danglingAliases();
  }

  /** The whole as plain data; only without errors. */
  value(): unknown {
    return this.document.toJS();
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

  private danglingAliases(): SyntaxError[] {
    const found: SyntaxError[] = [];
    visit(this.document, {
      Alias: (_, alias) => {
        if (isAlias(alias) && !alias.resolve(this.document)) {
          found.push({ detail: `alias '*${alias.source}' has no anchor`, at: this.place(alias.range?.[0]) });
        }
      },
    });
    return found;
  }

  private place(offset = 0): Where {
    const { line, col } = this.lines.linePos(offset);
    return () => ({ file: this.file, line, column: col });
  }
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
