/** One word of POSIX sh, whatever it contains; zsh would look for a program behind a `=` at its beginning. */
export function quoted(text: string | number): string {
  const word = String(text);
  return /^(?!=)[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * A script in POSIX sh: sh`rm -f ${path}`. What is put in stands there as one word, a list as several.
 * Lines are moved to the left together, so that they may be indented with the code around them; what is put in stays as it is.
 */
export function sh(texts: TemplateStringsArray, ...values: (string | number | readonly string[])[]): string {
  const script = texts
    .join(GAP)
    .replace(/^\n/, '')
    .replace(/\n[ \t]*$/, '');
  const indent = Math.min(...[...script.matchAll(/^ *(?=\S|\0)/gm)].map(([space]) => space.length));
  const moved = Number.isFinite(indent) ? script.replaceAll(new RegExp(`^ {${indent}}`, 'gm'), '') : script;
  return moved
    .split(GAP)
    .map((text, i) => text + words(values[i]))
    .join('');
}

/** Where a value goes: no script has this character. */
const GAP = '\0';

function words(value: string | number | readonly string[] | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'object' ? value.map(quoted).join(' ') : quoted(value);
}
