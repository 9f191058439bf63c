import { among, label, nonEmpty, orEmpty, pathSegment, subdomain } from '../../kubernetes/forms';
import type { Place } from './place';

const GROUP = 'rbac.authorization.k8s.io';

/** What a binding gives, and to whom. */
export function binding(place: Place, kind: string): void {
  const role = place.at('roleRef');
  role.at('apiGroup').must(orEmpty(among(GROUP)));
  role.at('kind').must(kind === 'ClusterRoleBinding' ? among('ClusterRole') : among('Role', 'ClusterRole'));
  role.at('name').must(nonEmpty, pathSegment);
  for (const subject of place.at('subjects').each()) {
    const isAccount = subject.at('kind').value === 'ServiceAccount';
    subject.at('kind').must(among('ServiceAccount', 'User', 'Group'));
    subject.at('name').must(nonEmpty);
    subject.at('apiGroup').must(isAccount ? among('') : orEmpty(among(GROUP)));
    if (!isAccount) continue;
    subject.at('name').must(subdomain);
    if (kind === 'ClusterRoleBinding') subject.at('namespace').needs(label);
  }
}
