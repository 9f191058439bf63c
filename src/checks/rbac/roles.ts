import { type Finding, finding } from '../../diagnostics/finding';
import { fields, items } from '../../kubernetes/manifest';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';

const LISTS = ['apiGroups', 'resources', 'verbs', 'nonResourceURLs'];

/** Roles that allow whatever there will be, and bindings to the role that may do everything. */
export const roles: Check = ({ graph, artifacts }) => [
  ...objectsOf(graph, artifacts, 'Role', 'ClusterRole').flatMap(({ object, manifest, subject }): Finding[] => {
    const wild = LISTS.filter((list) =>
      items(manifest.rules).some((rule) => {
        const values = rule[list];
        return Array.isArray(values) && values.includes('*');
      }),
    ).filter((list) => list !== 'apiGroups');
    return wild.length > 0 ? [finding('rbac/wildcard', { object, lists: wild }, subject)] : [];
  }),
  ...objectsOf(graph, artifacts, 'ClusterRoleBinding', 'RoleBinding').flatMap(
    ({ object, manifest, subject }): Finding[] => {
      const who = items(manifest.subjects).map(({ kind, name }) => `${kind} '${name}'`);
      if (fields(manifest.roleRef).name !== 'cluster-admin' || who.length === 0) return [];
      return [finding('rbac/cluster-admin', { object, who }, subject)];
    },
  ),
];
