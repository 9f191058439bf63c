import { type Finding, finding } from '../../diagnostics/finding';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';
import { containersOf, fields, items, podsOf } from '../pods';

const NAME =
  /(^|[_.-])(password|passwd|passphrase|secret|token|api[_-]?key|secret[_-]?key|private[_-]?key|master[_-]?key|encryption[_-]?key|access[_-]?key|credentials)$/i;
/** The name of a Secret, as TS_KUBE_SECRET is. */
const NAMES_OBJECT = /(^|[_.-])(kube|k8s|kubernetes)[_.-]?secret$/i;
/** Forms that issuers give to their keys, so that they can be found where they should not be. */
const FORMS = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36}/,
  /\bglpat-[\w-]{20}/,
  /\bxox[baprs]-[\w-]{10}/,
  /\bsk-[A-Za-z0-9_-]{32}/,
  /\bhf_[A-Za-z0-9]{30}/,
  /:\/\/[^\s:/@$]+:[^\s/@$({<]{3,}@/,
];
/** A setting in a file: `password: hunter2`, `api_key = "…"`. */
const SETTING =
  /^[ \t]*["']?[\w.-]*?(?:password|passwd|passphrase|client_secret|secret_key|api_key|master_key)["']?[ \t]*[:=][ \t]*["']?([^\s"'#,]{6,})/gim;
/** Not a value but where to find one, or that there is none. */
const NO_VALUE =
  /^$|^(true|false|none|null|unused|dummy|placeholder|anonymous|not[-_ ]?(needed|used)|x+|\*+)$|^[/.~]|[$<>{}()]|^(os\.environ|env|file|vault|op|ref)[:/]|^%/i;

/** Secrets that everybody can read who may read the repository. Their values are never said. */
export const plainText: Check = ({ graph, artifacts }) => [
  ...podsOf(graph, artifacts).flatMap(({ object, spec, subject }) =>
    containersOf(spec).flatMap(({ name: container, env }) =>
      items(env)
        .filter(({ name, value }) => typeof value === 'string' && gives(String(name), value))
        .map(({ name }) =>
          finding('security/plain-text', { object, place: `variable ${name} of '${container}'` }, subject),
        ),
    ),
  ),
  ...objectsOf(graph, artifacts, 'ConfigMap').flatMap(({ object, manifest, subject }): Finding[] =>
    Object.entries(fields(manifest.data))
      .filter(([key, value]) => typeof value === 'string' && (gives(key, value) || holds(value)))
      .map(([key]) => finding('security/plain-text', { object, place: `key '${key}'` }, subject)),
  ),
  ...graph.releases.flatMap(({ name, values, path, at }) =>
    [...new Set(told(values))].map((place) =>
      finding('security/plain-text', { object: `release '${name}'`, place }, { paths: [path], at }),
    ),
  ),
];

/** Places in the values of a chart that hold a secret: variables of containers, by `name` and `value`, and what has the form of a key. */
function told(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return FORMS.some((form) => form.test(value)) ? [`value '${key}'`] : [];
  if (Array.isArray(value)) return value.flatMap((one) => told(one, key));
  const map = fields(value);
  if (typeof map.name === 'string' && typeof map.value === 'string')
    return gives(map.name, map.value) ? [`variable ${map.name}`] : [];
  return Object.entries(map).flatMap(([name, one]) => told(one, name));
}

function gives(name: string, value: string): boolean {
  const named = NAME.test(name) && !NAMES_OBJECT.test(name);
  return (named && !NO_VALUE.test(value) && !value.includes('\n')) || FORMS.some((form) => form.test(value));
}

function holds(text: string): boolean {
  for (const [, value = ''] of text.matchAll(SETTING)) if (!NO_VALUE.test(value)) return true;
  return false;
}
