import { DEFAULT_SCHEMA, dump, Type } from 'js-yaml';

/** What YAML 1.1, which Kubernetes' own parsers speak, takes for a number or a date, whatever YAML 1.2 says. Text of that form is quoted. */
const YAML_1_1 = [
  /^[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(:[0-5]?[0-9])*)$/,
  /^[-+]?([0-9][0-9_]*(:[0-5]?[0-9])*)?\.?[0-9_]*([eE][-+]?[0-9]+)?$/,
  /^[-+]?\.(inf|nan)$/i,
  /^\d{4}-\d{1,2}-\d{1,2}([Tt]|[ \t]|$)/,
];

const SCHEMA = DEFAULT_SCHEMA.extend({
  implicit: [
    new Type('tag:yaml.org,2002:legacy', {
      kind: 'scalar',
      resolve: (text: unknown) => typeof text === 'string' && YAML_1_1.some((form) => form.test(text)),
    }),
  ],
});

/** How js-yaml is asked. */
export const OPTIONS = { lineWidth: -1, schema: SCHEMA };

/** Text that is itself in every YAML, as nearly all of a manifest is: js-yaml need not be asked. */
const PLAIN =
  /^(?!(?:null|true|false|y|yes|on|n|no|off|e[-+]?\d+)$)[a-z/$][\w./@=+,()$%-]*(?:(?::(?=[\w/])| (?=\w))[\w./@=+,()$%-]*)*$/i;

const LONGEST_KEY = 1024;

/** The same few texts stand in every file of a tree: what they became is kept, up to so many of them, of such a length. */
const KEPT = { texts: 10_000, length: 200 };
const kept = new Map<string, string>();

/** A scalar as it stands behind `key: ` or `- `. Of a text of many lines, each but the first begins with two blanks. */
export function scalar(value: unknown): string {
  if (typeof value === 'string') return PLAIN.test(value) ? value : quoted(value);
  const isPlain = typeof value === 'boolean' || (Number.isSafeInteger(value) && !Object.is(value, -0));
  return isPlain ? String(value) : asked(value);
}

/** A key as it stands before `:`. One that is too long for that begins with `? ` and ends its line. */
export function keyText(key: string): string {
  return key.length <= LONGEST_KEY && PLAIN.test(key) ? key : asked({ [key]: null }).slice(0, -': null'.length);
}

function quoted(text: string): string {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const made = asked(text);
  if (kept.size === KEPT.texts) kept.clear();
  if (text.length <= KEPT.length) kept.set(text, made);
  return made;
}

function asked(value: unknown): string {
  return dump(value, OPTIONS).slice(0, -1);
}
