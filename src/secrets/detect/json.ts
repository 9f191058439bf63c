import { DEEPEST, Entries, Leaf, List, type Tree, unescaped } from './tree';

const BLANK = /[ \t\r\n]*/y;
const STRING = /"((?:[^"\\\n]|\\.)*)"/y;
const OTHER = /-?\d[\w.+-]*|true|false|null/y;

/** A document of JSON, with places; nothing where it is none. */
export function readJson(text: string): Tree | undefined {
  const reader = new Reader(text);
  const tree = reader.value(0);
  return tree && reader.isAtEnd() ? tree : undefined;
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  value(depth: number): Tree | undefined {
    this.take(BLANK);
    const sign = this.text[this.at];
    if (depth > DEEPEST) return undefined;
    if (sign === '{') return this.entries(depth);
    if (sign === '[') return this.list(depth);
    return sign === '"' ? this.string() : this.other();
  }

  isAtEnd(): boolean {
    this.take(BLANK);
    return this.at === this.text.length;
  }

  private entries(depth: number): Tree | undefined {
    const list: (readonly [Leaf, Tree])[] = [];
    const isRead = this.members('}', () => {
      const key = this.text[this.at] === '"' ? this.string() : undefined;
      if (!key || !this.sign(':')) return false;
      const value = this.value(depth + 1);
      if (value) list.push([key, value]);
      return value !== undefined;
    });
    return isRead ? new Entries(list) : undefined;
  }

  private list(depth: number): Tree | undefined {
    const members: Tree[] = [];
    const isRead = this.members(']', () => {
      const value = this.value(depth + 1);
      if (value) members.push(value);
      return value !== undefined;
    });
    return isRead ? new List(members) : undefined;
  }

  private members(end: string, read: () => boolean): boolean {
    this.at++;
    if (this.sign(end)) return true;
    do {
      this.take(BLANK);
      if (!read()) return false;
    } while (this.sign(','));
    return this.sign(end);
  }

  private string(): Leaf | undefined {
    const from = this.at + 1;
    const inside = this.take(STRING)?.[1];
    return inside === undefined ? undefined : unescaped(inside, from);
  }

  private other(): Leaf | undefined {
    const from = this.at;
    const said = this.take(OTHER)?.[0];
    return said === undefined ? undefined : new Leaf(said, from);
  }

  private sign(sign: string): boolean {
    this.take(BLANK);
    const isThere = this.text[this.at] === sign;
    if (isThere) this.at++;
    return isThere;
  }

  private take(form: RegExp): RegExpExecArray | null {
    form.lastIndex = this.at;
    const found = form.exec(this.text);
    if (found) this.at = form.lastIndex;
    return found;
  }
}
