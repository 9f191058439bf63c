/** One word of POSIX sh, whatever it contains. */
export function quoted(text: string | number): string {
  const word = String(text);
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * A script in POSIX sh: sh`rm -f ${path}`. What is put in stands there as one word, a list as several.
 * Lines are moved to the left together, so that they may be indented with the code around them.
 */
export function sh(texts: TemplateStringsArray, ...values: (string | number | readonly string[])[]): string {
  const script = texts
    .map((text, i) => {
      const value = values[i];
      if (value === undefined) return text;
      return text + (typeof value === 'object' ? value.map(quoted).join(' ') : quoted(value));
    })
    .join('');
  const lines = script.replace(/^\n/, '').replace(/\n[ \t]*$/, '');
  const indent = Math.min(...[...lines.matchAll(/^[ ]*(?=\S)/gm)].map(([space]) => space.length));
  return Number.isFinite(indent) ? lines.replaceAll(new RegExp(`^ {${indent}}`, 'gm'), '') : lines;
}
