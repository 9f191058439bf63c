import type { Manifest } from '../../../kubernetes/manifest';
import { type Fields, fields, items } from '../../../kubernetes/manifest';
import { selects } from '../../../kubernetes/selectors';
import type { Identity } from '../../change';
import { type Consequence, consequence } from '../consequence';
import { type Judge, made, patched, type Subject } from '../judge';
import { homeOf, State } from '../state';
import { some } from '../words';

/** One thing that a rule allows. */
interface Deed {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly name: string;
}

/** Roles that allow more, by their own rules or by those of a role that is added to them. */
export const roles: Judge = (subject) => [
  ...patched(subject, 'rbac.authorization.k8s.io/Role', 'rbac.authorization.k8s.io/ClusterRole').flatMap(
    ({ says, before, after }) => {
      const old = deedsOf(before);
      const more = deedsOf(after).filter((deed) => !old.some((one) => covers(one, deed)));
      if (more.length === 0) return [];
      const params = { may: texts(more), who: boundTo(State.of(subject.after), after) };
      return [says('access/role-widened', params, ['rules'])];
    },
  ),
  ...patched(subject, CLUSTER_ROLE).flatMap(({ object, name, before, after }) =>
    aggregated(subject, object, name, before, after),
  ),
  ...made(subject, CLUSTER_ROLE).flatMap(({ object, name, manifest }) =>
    aggregated(subject, object, name, undefined, manifest),
  ),
];

const CLUSTER_ROLE = 'rbac.authorization.k8s.io/ClusterRole';
/** The roles of the cluster itself take in whatever has such a label. */
const AGGREGATED = 'rbac.authorization.k8s.io/aggregate-to-';

function aggregated(
  { before, after }: Subject,
  object: Identity,
  name: string,
  was: Manifest | undefined,
  is: Manifest,
): Consequence[] {
  const [old, now] = [was ? takenInBy(State.of(before), was) : [], takenInBy(State.of(after), is)];
  return now.flatMap((role) => {
    const known = was && old.includes(role) ? deedsOf(was) : [];
    const more = deedsOf(is).filter((deed) => !known.some((one) => covers(one, deed)));
    if (more.length === 0) return [];
    const target = { kind: 'ClusterRole', apiVersion: is.apiVersion, metadata: { name: role } };
    const params = {
      object: `ClusterRole/${role}`,
      may: [`${some(texts(more))} (it takes in ${name})`],
      who: boundTo(State.of(after), target),
    };
    return [consequence('access/role-widened', params, { about: [object] })];
  });
}

/** Names of the roles that have the rules of this one as well (aggregationRule). */
function takenInBy(state: State, { metadata }: Manifest): string[] {
  const labels = fields(metadata.labels);
  const own = ['view', 'edit', 'admin'].filter((role) => String(labels[`${AGGREGATED}${role}`]) === 'true');
  const others = state
    .of('ClusterRole')
    .filter(({ aggregationRule }) =>
      items(fields(aggregationRule).clusterRoleSelectors).some((selector) => selects(selector, labels)),
    );
  return [...new Set([...own, ...others.map((role) => role.metadata.name)])];
}

function deedsOf({ rules }: Manifest): Deed[] {
  return items(rules).flatMap((rule) => {
    const urls = list(rule.nonResourceURLs).map((url) => ({ group: 'url', resource: url, name: '*' }));
    const groups = list(rule.apiGroups);
    const names = list(rule.resourceNames);
    const resources = list(rule.resources).flatMap((resource) =>
      groups.flatMap((group) => (names.length > 0 ? names : ['*']).map((name) => ({ group, resource, name }))),
    );
    return [...urls, ...resources].flatMap((what) => list(rule.verbs).map((verb) => ({ ...what, verb })));
  });
}

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function covers(one: Deed, deed: Deed): boolean {
  return (['group', 'resource', 'verb', 'name'] as const).every((key) => one[key] === '*' || one[key] === deed[key]);
}

/** `get, list secrets`. */
function texts(deeds: readonly Deed[]): string[] {
  const verbs = new Map<string, string[]>();
  for (const { group, resource, verb, name } of deeds) {
    const what = `${resource === '*' ? 'everything' : resource}${['', 'url', '*'].includes(group) ? '' : `.${group}`}${name === '*' ? '' : ` '${name}'`}`;
    verbs.set(what, [...(verbs.get(what) ?? []), verb === '*' ? 'do anything with' : verb]);
  }
  return [...verbs].map(([what, all]) => `${all.join(', ')} ${what}`);
}

/** Who has the role. */
export function boundTo(state: State, role: Manifest): string[] {
  return state.of('RoleBinding', 'ClusterRoleBinding').flatMap((binding) => {
    const { kind, name } = fields(binding.roleRef);
    const here = role.kind === 'ClusterRole' || homeOf(binding) === homeOf(role);
    return here && kind === role.kind && name === role.metadata.name
      ? items(binding.subjects).map((one) => subjectText(one, binding))
      : [];
  });
}

export function subjectText({ kind, name, namespace }: Fields, binding: Manifest): string {
  return kind === 'ServiceAccount'
    ? `service account ${namespace ?? homeOf(binding)}/${name}`
    : `${String(kind).toLowerCase()} '${name}'`;
}

/** Whether it allows everything. */
export function isAlmighty(role: Manifest | undefined, name: unknown): boolean {
  if (!role) return name === 'cluster-admin';
  return deedsOf(role).some(({ group, resource, verb, name: of }) =>
    [group, resource, verb, of].every((one) => one === '*'),
  );
}
