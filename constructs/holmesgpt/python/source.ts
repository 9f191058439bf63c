/** Python would refuse the pattern, in these words. */
export class Refused extends Error {}
/** Only Python itself could say. */
export class Unsure extends Error {}

/** A pattern, character by character; what stands behind a backslash belongs to it. */
export class Source {
  private readonly tokens: readonly string[];
  private at = 0;

  constructor(pattern: string) {
    this.tokens = pattern.match(/\\[\s\S]|[\s\S]/gu) ?? [];
  }

  get next(): string | undefined {
    const token = this.tokens[this.at];
    if (token === '\\') throw new Refused('bad escape (end of pattern)');
    return token;
  }

  get place(): number {
    return this.at;
  }

  back(place: number): void {
    this.at = place;
  }

  get(): string | undefined {
    const token = this.next;
    this.at++;
    return token;
  }

  /** The next one, of which there has to be one. */
  need(otherwise: string): string {
    const token = this.get();
    if (token === undefined) throw new Refused(otherwise);
    return token;
  }

  take(token: string): boolean {
    const found = this.next === token;
    if (found) this.at++;
    return found;
  }

  /** At most `count` that are of this form. */
  while(form: RegExp, count = Number.POSITIVE_INFINITY): string {
    let taken = '';
    for (let i = 0; i < count && this.next !== undefined && form.test(this.next); i++) taken += this.get();
    return taken;
  }

  until(end: string, what: string): string {
    let taken = '';
    for (;;) {
      const token = this.get();
      if (token === undefined)
        throw new Refused(taken === '' ? `missing ${what}` : `missing ${end}, unterminated name`);
      if (token === end) break;
      taken += token;
    }
    if (taken === '') throw new Refused(`missing ${what}`);
    return taken;
  }
}
