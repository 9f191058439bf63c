import { type Finding, finding } from '../../diagnostics/finding';
import { fields, items } from '../../kubernetes/manifest';
import type { Check } from '../check';
import { Inventory } from '../inventory';
import { objectsOf } from '../objects-of';
import { isAllKnown, isKnown } from '../selecting';

/** Roles that every cluster has. */
const BUILT_IN = /^(cluster-admin|admin|edit|view|system:.+)$/;

/** Bindings of roles, or to service accounts, that are not there. */
export const bindings: Check = (all) => {
  const { graph, artifacts } = all;
  const inventory = Inventory.of(graph, artifacts);
  return objectsOf(graph, artifacts, 'RoleBinding', 'ClusterRoleBinding').flatMap(
    ({ object, namespace, manifest, subject }): Finding[] => {
      const { kind, name } = fields(manifest.roleRef);
      const home = kind === 'Role' ? namespace : undefined;
      const role = { kind: String(kind), name: String(name) };
      const isSure = home === undefined ? isAllKnown(all) : isKnown(all, home);
      const isThere = !isSure || BUILT_IN.test(role.name) || inventory.has(role.kind, home, role.name);
      const accounts = items(manifest.subjects)
        .filter((who) => who.kind === 'ServiceAccount' && who.name !== 'default')
        .filter(({ name, namespace: own = namespace }) => {
          const place = String(own);
          return isKnown(all, place) && !inventory.has('ServiceAccount', place, String(name));
        });
      return [
        ...(isThere ? [] : [role]),
        ...accounts.map((who) => ({ kind: 'ServiceAccount', name: String(who.name) })),
      ].map((params) => finding('reference/missing', { object, ...params }, subject));
    },
  );
};
