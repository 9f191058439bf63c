import { DEFAULT_SCHEMA, dump, Type } from 'js-yaml';
import type { Artifact } from './artifact';

const TOP = ['apiVersion', 'kind', 'metadata'];

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

const OPTIONS = { lineWidth: -1, noRefs: true, sortKeys: byName, schema: SCHEMA };

/** The text of a file: one YAML document an object, keys in order. */
export function text({ content }: Artifact): string {
  if (typeof content === 'string') return content;
  return content.map(({ manifest }) => document(manifest)).join('---\n');
}

/** One object as YAML 1.2 that also reads the same as YAML 1.1, which Kubernetes' own parsers speak. */
export function document(object: object): string {
  return dump(object, OPTIONS);
}

/** `apiVersion`, `kind` and `metadata` first, `name` before the rest, all else by code point. */
function byName(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function rank(key: string): number {
  const top = TOP.indexOf(key);
  if (top >= 0) return top;
  return key === 'name' ? TOP.length : TOP.length + 1;
}
