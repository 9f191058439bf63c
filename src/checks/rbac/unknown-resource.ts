import { finding } from '../../diagnostics/finding';
import { items } from '../../kubernetes/manifest';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';
import { RESOURCES } from '../reference/built-in';

/** Rights over resources that Kubernetes' own groups do not have: mostly those of another group, or a word in the singular. */
export const resources: Check = ({ graph, artifacts }) =>
  objectsOf(graph, artifacts, 'Role', 'ClusterRole').flatMap(({ object, manifest, subject }) =>
    items(manifest.rules).flatMap(({ apiGroups, resources: named }) => {
      const groups = texts(apiGroups);
      // Others than Kubernetes' own are defined by whoever brings them.
      if (
        groups.length === 0 ||
        groups.some((group) => !RESOURCES.has(group) && (group.includes('.') || group === '*'))
      )
        return [];
      return texts(named)
        .filter((resource) => resource !== '*' && !groups.some((group) => has(group, resource)))
        .map((resource) =>
          finding('rbac/unknown-resource', { object, resource, groups, home: homeOf(resource) }, subject),
        );
    }),
  );

function has(group: string, resource: string): boolean {
  const [plural = ''] = resource.split('/');
  return RESOURCES.get(group)?.includes(plural) ?? false;
}

/** The group in which there is one of that name, in the singular too. */
function homeOf(resource: string): string | undefined {
  const groups = [...RESOURCES.keys()];
  for (const name of [resource, `${resource}s`, `${resource}es`]) {
    const group = groups.find((one) => has(one, name));
    if (group !== undefined) return group === '' ? `'${name}' of the core group ''` : `'${name}' of ${group}`;
  }
  return undefined;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
