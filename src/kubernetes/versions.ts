/** The numbers of a version: `17.6-alpine` is 17, 6; `RELEASE.2025-04-08T15-41-24Z` is 2025, 4, 8; `pg17` is 17. None for `main-1a2b3c`. */
export function numbersOf(version: string): readonly number[] | undefined {
  const [date] = /\d{4}-\d{2}-\d{2}T[\dTZ-]+/.exec(version) ?? [];
  if (date) return date.split(/\D+/).flatMap((part) => (part === '' ? [] : [Number(part)]));
  const [, found] = /^(?:[A-Za-z]+[-.]?)??v?(\d+(?:\.\d+)*)(?:$|[-_+]|rc|alpha|beta)/.exec(version) ?? [];
  return found?.split('.').map(Number);
}

/** Below zero: the first is older. Undefined: nobody can say. */
export function compareVersions(a: string, b: string): number | undefined {
  const [one, other] = [numbersOf(a), numbersOf(b)];
  if (!one || !other || wordOf(a) !== wordOf(b)) return undefined;
  const length = Math.min(one.length, other.length);
  for (let i = 0; i < length; i++) {
    const difference = (one[i] ?? 0) - (other[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** What a version counts: `pg` of `pg17`, of which `0.8.0-pg17` is none. */
function wordOf(version: string): string {
  return /^[A-Za-z]+/.exec(version)?.[0].toLowerCase().replace(/^v$/, '') ?? '';
}

/** Whether the first `count` numbers differ. */
export function differsIn(a: string, b: string, count: number): boolean {
  const [one, other] = [numbersOf(a), numbersOf(b)];
  return one !== undefined && other !== undefined && one.slice(0, count).join('.') !== other.slice(0, count).join('.');
}

/** Compares as many numbers as `than` has: 1.35.4 is not older than 1.35. */
export function isOlder(version: string, than: string): boolean {
  const [own = [], other = []] = [version, than].map((text) =>
    text
      .replace(/^v/, '')
      .split('.')
      .map((part) => Number.parseInt(part, 10)),
  );
  const place = other.findIndex((number, i) => number !== (own[i] ?? 0));
  return place >= 0 && (own[place] ?? 0) < (other[place] ?? 0);
}
