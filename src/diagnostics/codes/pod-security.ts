import { error } from '../entry';

/** Pod Security Standards. */
export const podSecurity = {
  'pod-security/violation': error<{ object: string; namespace: string; level: string; why: string }>({
    message: ({ object, namespace, level, why }) =>
      `${object} ${why}, which namespace '${namespace}' (${level}) does not admit`,
    fix: () => 'remove the setting, or move the workload to a namespace with a less strict level',
    explain:
      'The namespace enforces a level of the Pod Security Standards: the API server accepts the controller but refuses its pods, so that no pod starts.',
  }),
};
