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
      `${object} allows '${resource}' of ${list(groups.map((group) => (group === '' ? "the core group ''" : `group '${group}'`)))}, which has no such resource`,
    fix: ({ home }) => (home ? `did you mean ${home}?` : 'name a resource in lower case and in the plural'),
    explain:
      'The API server accepts any word, but the rule then allows nothing. Resource names are plural and belong to one group. Steading does not check custom resources.',
  }),
  'rbac/wildcard': warning<{ object: string; lists: readonly string[] }>({
    message: ({ object, lists }) => `${object} allows '*' in its ${list(lists)}`,
    fix: () => 'list the needed verbs and resources, or acknowledge it with a reason',
    explain: 'A wildcard allows all current and all future resources, including Secrets and roles.',
  }),
  'rbac/cluster-admin': warning<{ object: string; who: readonly string[] }>({
    message: ({ object, who }) => `${object} binds cluster-admin to ${list(who)}`,
    fix: () => 'bind a role that allows only the needed verbs and resources, or acknowledge it with a reason',
    explain:
      'cluster-admin allows every verb on every resource. An attacker who takes over a pod with this token controls the cluster.',
  }),
};
