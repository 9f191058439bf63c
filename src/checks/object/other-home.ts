import { type Finding, finding } from '../../diagnostics/finding';
import { at, type Fields, fields } from '../../kubernetes/manifest';
import { podTemplateOf } from '../../kubernetes/pods';
import type { Check } from '../check';
import { everyObject, objectsOf } from '../objects-of';

/** Templates that name another namespace than the object that has them. */
export const homes: Check = ({ graph, artifacts }) => [
  ...objectsOf(graph, artifacts, 'SealedSecret').flatMap(({ object, namespace, manifest, spec, subject }) => {
    const template = at(spec.template, 'metadata');
    return other(object, { namespace, name: manifest.metadata.name }, template, subject);
  }),
  ...everyObject(graph, artifacts).flatMap(({ object, namespace, manifest, subject }) => {
    const template = podTemplateOf(manifest);
    const { namespace: named } = fields(template?.metadata);
    return manifest.kind === 'Pod' ? [] : other(object, { namespace }, { namespace: named }, subject);
  }),
];

function other(object: string, own: Fields, template: Fields, subject: Parameters<typeof finding>[2]): Finding[] {
  return Object.entries(own).flatMap(([field, expected]) => {
    const got = template[field];
    if (got === undefined || got === null || got === expected) return [];
    const params = { object, field: `template.metadata.${field}`, got: String(got), expected: String(expected) };
    return [finding('object/other-home', params, subject)];
  });
}
