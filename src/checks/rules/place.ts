import type { NumberForm, TextForm } from '../../kubernetes/forms';

/** What is said of a place: the field, what stands there, what would be right. */
export interface Wrong {
  readonly field: string;
  readonly got: string;
  readonly expected: string;
}

export type Form = TextForm | NumberForm;

/**
 * A place in an object. Walking to where nothing is leads to a place without a value, of which nothing is wrong;
 * a value of another type than a form is about is the schema's business.
 */
export class Place {
  private constructor(
    readonly value: unknown,
    private readonly report: (wrong: Wrong) => void,
    private readonly parent: Place | undefined,
    private readonly key: string | number,
  ) {}

  /** The object itself. */
  static of(object: object, report: (wrong: Wrong) => void): Place {
    return new Place(object, report, undefined, '');
  }

  get path(): string {
    return this.parent?.parent ? `${this.parent.path}.${this.key}` : String(this.key);
  }

  get exists(): boolean {
    return isThere(this.value);
  }

  at(key: string, ...further: readonly string[]): Place {
    const { value } = this;
    const place = new Place(isMap(value) ? value[key] : undefined, this.report, this, key);
    return further.length === 0 ? place : further.reduce<Place>((outer, next) => outer.at(next), place);
  }

  /** The members of a list. */
  each(): Place[] {
    return Array.isArray(this.value) ? this.value.map((value, i) => new Place(value, this.report, this, i)) : [];
  }

  /** The keys of a map that have a value. */
  keys(): string[] {
    const { value } = this;
    return isMap(value) ? Object.keys(value).filter((key) => isThere(value[key])) : [];
  }

  /** Which of these keys a map has. */
  having(keys: readonly string[]): string[] {
    const { value } = this;
    return isMap(value) ? keys.filter((key) => isThere(value[key])) : [];
  }

  must(...forms: readonly Form[]): void {
    for (const form of forms) {
      if (fits(form, this.value)) continue;
      this.wrong(form.expected);
      return;
    }
  }

  /** As `must`, of what a map has under these keys. */
  mustAt(keys: readonly string[], form: Form): void {
    const { value } = this;
    if (isMap(value)) for (const key of keys) if (!fits(form, value[key])) this.at(key).wrong(form.expected);
  }

  /** As `must`, and there has to be something. */
  needs(...forms: readonly Form[]): void {
    if (this.exists) this.must(...forms);
    else this.wrong(forms[0]?.expected ?? 'a value');
  }

  wrong(expected: string): void {
    this.report({ field: this.path, got: shown(this.value), expected });
  }

  /** Says that a map has one of these keys, no more and no fewer. */
  oneOf(keys: readonly string[]): void {
    if (!isMap(this.value)) return;
    const has = this.having(keys);
    if (has.length === 1) return;
    this.report({
      field: this.path,
      got: has.length === 0 ? 'none of them' : has.join(' and '),
      expected: `one of ${keys.join(', ')}`,
    });
  }

  /** Says that no two members of a list have the same key. Members of which `key` is undefined have none. */
  unique(key: (member: Place) => string | undefined, what: string): void {
    const seen = new Set<string>();
    for (const member of this.each()) {
      const own = key(member);
      if (own !== undefined && seen.has(own)) member.wrong(`another ${what} than ${own}, which is taken`);
      if (own !== undefined) seen.add(own);
    }
  }
}

function fits(form: Form, value: unknown): boolean {
  if (form.of === 'string') return typeof value !== 'string' || form.test(value);
  return typeof value !== 'number' || form.test(value);
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null;

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'missing';
  if (Array.isArray(value)) return 'a list';
  const text = isMap(value) ? 'a map' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…"` : text;
}
