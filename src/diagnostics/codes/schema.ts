import { error } from '../entry';
import { type Form, form } from '../form';

/** Schemas of Kubernetes kinds and custom resources. */
export const schema = {
  'schema/wrong-value': error<Form>({
    ...form(''),
    explain:
      'The value does not have the type or form that the schema of the kind requires: the API server refuses the object.',
  }),
  'schema/unknown-kind': error<{ object: string; kind: string; apiVersion: string }>({
    message: ({ object, kind, apiVersion }) =>
      `${object}: neither Kubernetes nor a known CustomResourceDefinition defines kind '${kind}' of ${apiVersion}`,
    fix: () => 'correct kind and version, or declare the release that defines it',
    explain:
      'The API server knows the kinds of Kubernetes and those that a CustomResourceDefinition defines, each at the versions that it serves.',
  }),
  'schema/unknown-field': error<{ object: string; field: string; nearest: string }>({
    message: ({ object, field }) => `${object} has no field '${field}'`,
    fix: ({ nearest }) => `did you mean '${nearest}'?`,
    explain:
      'With strict field validation the API server refuses the object; otherwise it drops the field without a warning.',
  }),
};
