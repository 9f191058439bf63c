import { dump } from 'js-yaml';
import type { Artifact } from './artifact';

const TOP = ['apiVersion', 'kind', 'metadata'];
const OPTIONS = { lineWidth: -1, noRefs: true, sortKeys: byName };

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
