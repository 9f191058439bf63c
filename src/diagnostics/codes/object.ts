import { error, list, warning } from '../entry';
import { form } from '../form';

/** Names, labels and data of any object. */
export const object = {
  'object/bad-label': form(
    'Keys of labels and annotations are qualified names, values of labels at most 63 letters, digits, dashes, dots and underscores; selectors speak of the same, with operators that want values or want none.',
  ),
  'object/bad-data': form(
    'Keys of a ConfigMap or Secret are file names: letters, digits, dashes, dots and underscores. All values together are at most 1 MiB.',
  ),
  'object/duplicate': error<{ object: string; first: string; second: string }>({
    message: ({ object, first, second }) => `${first} and ${second} both create ${object}`,
    fix: () => 'rename one of the two, or declare the object once and share it',
    explain:
      'An object has one owner: two owners overwrite it at every reconciliation, and when one removes it, both lose it.',
  }),
  'object/incomplete': error<{ path: string; missing: readonly string[] }>({
    message: ({ path, missing }) => `${path} creates an object without ${list(missing)}`,
    fix: ({ missing }) => `give it ${missing.length > 1 ? 'them' : 'one'}, as a text`,
    explain:
      'An object is known by apiVersion, kind and metadata.name: without them nothing can be done with it, not even say what is wrong inside.',
  }),
  'object/bad-name': error<{ object: string; name: string; expected: string }>({
    message: ({ object, name, expected }) => `${object} has the name '${name}', expected ${expected}`,
    fix: () => 'rename it',
    explain:
      'Kubernetes refuses the name: most objects take DNS subdomains (RFC 1123), Services and namespaces DNS labels of at most 63 characters.',
  }),
  'object/moving-selector': warning<{ object: string; field: string; label: string; value: string }>({
    message: ({ object, field, label, value }) =>
      `${object} carries the version '${value}' of label ${label} in ${field}, which cannot be changed`,
    fix: () => 'remove the label there; the pod template may have it',
    explain:
      'Selectors and volumeClaimTemplates cannot be changed. With a version in them the next one is refused, and the object has to be deleted and made anew.',
  }),
  'object/no-namespace': warning<{ object: string; namespace: string }>({
    message: ({ object, namespace }) => `namespace is missing in ${object}, what stands beside it is in '${namespace}'`,
    fix: ({ namespace }) => `write namespace: ${namespace}`,
    explain:
      'Without a namespace, kubectl apply puts an object into the one of the current context, which mostly is default.',
  }),
  'object/other-home': error<{ object: string; field: string; got: string; expected: string }>({
    message: ({ object, field, got, expected }) => `${object}: '${field}' is '${got}', expected '${expected}'`,
    fix: ({ field, expected }) => `write ${expected}, or leave ${field} out`,
    explain:
      'A template makes objects in the namespace of what holds it. The controller of Sealed Secrets cannot open a template with another name or namespace, and pods of another namespace are not made.',
  }),
};
