import { closest } from 'fastest-levenshtein';
import { loweredOf } from '../../backends/artifact';
import { type Finding, finding } from '../../diagnostics/finding';
import { fields, type Manifest } from '../../kubernetes/manifest';
import { SERVED } from '../../kubernetes/served';
import type { Check } from '../check';
import { identity } from '../object/objects';
import { objectsOf } from '../objects-of';
import { METADATA, schemaKey, type Violation } from './schemas';

/** Fields that a kind does not have, values that a field does not take, kinds that nobody defines. */
export const schema: Check = ({ graph, artifacts, schemas }) => {
  const places = new Map(graph.components.map(({ name, path, at }) => [name, { paths: [path], at }]));
  const defined = new Set([
    ...graph.releases.flatMap(({ defines }) => defines),
    ...objectsOf(graph, artifacts, 'CustomResourceDefinition').map(
      ({ spec }) => `${spec.group}/${fields(spec.names).kind}`,
    ),
  ]);
  const brought = new Set(graph.clusters.flatMap(({ brings = [] }) => brings.map(({ name }) => name)));
  return loweredOf(artifacts).flatMap((lowered): Finding[] => {
    const { manifest, component } = lowered;
    const subject = places.get(component) ?? {};
    const key = schemaKey(manifest);
    const [group = ''] = manifest.apiVersion.split('/');
    const isDefined =
      defined.has(`${group}/${manifest.kind}`) || brought.has(`${manifest.kind.toLowerCase()}s.${group}`);
    const isOthers = !schemas.has(key) && (isDefined || graph.isPart === true);
    const known = schemas.get(isOthers ? METADATA : key);
    if (!known) {
      if (SERVED.get(manifest.apiVersion)?.some(({ kinds }) => kinds.includes(manifest.kind))) return [];
      const { kind, apiVersion } = manifest;
      return [finding('schema/unknown-kind', { object: identity(lowered), kind, apiVersion }, subject)];
    }
    return known
      .violations(manifest)
      .filter(isOfTheObject(manifest))
      .map((violation) => {
        const object = identity(lowered);
        return 'known' in violation
          ? finding('schema/unknown-field', { object, field: violation.field, nearest: nearest(violation) }, subject)
          : finding('schema/wrong-value', { object, ...violation }, subject);
      });
  });
};

/** Where SOPS has closed an object, it keeps what it needs beside it, and takes it away before anything is applied. */
function isOfTheObject({ sops }: Manifest): (violation: Violation) => boolean {
  return fields(sops).mac === undefined ? () => true : ({ field }) => field !== 'sops';
}

function nearest({ field, known }: { readonly field: string; readonly known: readonly string[] }): string {
  return closest(field.slice(field.lastIndexOf('.') + 1), [...known]);
}
