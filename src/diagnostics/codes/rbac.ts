import { list, warning } from '../entry';
import { form } from '../form';

/** Roles and bindings. */
export const rbac = {
  'rbac/bad-rule': form('A rule names one verb at least, and one API group and resource, or paths.'),
  'rbac/bad-binding': form(
    'A binding gives a Role or ClusterRole, one that is good for the whole cluster only a ClusterRole, to service accounts, users and groups by their names.',
  ),
  'rbac/unknown-resource': warning<{
    object: string;
    resource: string;
    groups: readonly string[];
    home: string | undefined;
  }>({
    message: ({ object, resource, groups }) =>
      `${object} allows '${resource}' of ${list(groups.map((group) => (group === '' ? "the core group ''" : `group '${group}'`)))}, where there is no such resource`,
    fix: ({ home }) => (home ? `did you mean ${home}?` : 'name a resource in lower case and in the plural'),
    explain:
      'The API server takes any word and allows nothing by it. Resources are written in the plural and belong to one group; those of custom resources are not looked at.',
  }),
  'rbac/wildcard': warning<{ object: string; lists: readonly string[] }>({
    message: ({ object, lists }) => `${object} allows '*' in its ${list(lists)}`,
    fix: () => 'name what is needed, or acknowledge it with the reason',
    explain: 'A wildcard allows what exists today and what will exist tomorrow, Secrets and further roles among it.',
  }),
  'rbac/cluster-admin': warning<{ object: string; who: readonly string[] }>({
    message: ({ object, who }) => `${object} gives ${list(who)} the role cluster-admin`,
    fix: () => 'bind a role that allows what is needed, or acknowledge it with the reason',
    explain: 'cluster-admin may do everything, everywhere. Whoever takes over a pod with its token has the cluster.',
  }),
};
