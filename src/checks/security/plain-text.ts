import { type Finding, finding } from '../../diagnostics/finding';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';
import { containersOf, fields, items, podsOf } from '../pods';
import { hasSecretForm, isValue, namesSecret, SETTING } from './secret-forms';

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
  if (typeof value === 'string') return hasSecretForm(value) ? [`value '${key}'`] : [];
  if (Array.isArray(value)) return value.flatMap((one) => told(one, key));
  const map = fields(value);
  if (typeof map.name === 'string' && typeof map.value === 'string')
    return gives(map.name, map.value) ? [`variable ${map.name}`] : [];
  return Object.entries(map).flatMap(([name, one]) => told(one, name));
}

function gives(name: string, value: string): boolean {
  return (namesSecret(name) && isValue(value) && !value.includes('\n')) || hasSecretForm(value);
}

function holds(text: string): boolean {
  for (const [, value = ''] of text.matchAll(SETTING)) if (isValue(value)) return true;
  return false;
}
