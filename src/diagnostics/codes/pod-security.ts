import { error } from '../entry';

/** Pod Security Standards. */
export const podSecurity = {
  'pod-security/violation': error<{ object: string; namespace: string; level: string; why: string }>({
    message: ({ object, namespace, level, why }) =>
      `${object} ${why}, which namespace '${namespace}' (${level}) does not admit`,
    fix: () => 'do without, or move it to a namespace of a lower level',
    explain:
      'The namespace enforces a level of the Pod Security Standards: the API server takes the controller and refuses its pods, so that nothing starts.',
  }),
};
