import type { Manifest } from '../../../kubernetes/manifest';
import { fields, items } from '../../../kubernetes/manifest';
import type { Identity } from '../../change';
import { type Consequence, consequence, nameOf } from '../consequence';
import { type Judge, made, patched } from '../judge';
import { homeOf, State } from '../state';
import { isAlmighty, subjectText } from './roles';

const KINDS = ['rbac.authorization.k8s.io/RoleBinding', 'rbac.authorization.k8s.io/ClusterRoleBinding'];

/** Subjects that get a role. */
export const bindings: Judge = (subject) => {
  const granted = new Set(State.of(subject.before).of('RoleBinding', 'ClusterRoleBinding').flatMap(grantsOf));
  return [
    ...made(subject, ...KINDS).flatMap(({ object, manifest }) =>
      judge(object, manifest, granted, State.of(subject.after)),
    ),
    ...patched(subject, ...KINDS).flatMap(({ object, after }) =>
      judge(object, after, granted, State.of(subject.after)),
    ),
  ];
};

function judge(object: Identity, binding: Manifest, granted: ReadonlySet<string>, state: State): Consequence[] {
  const all = grantsOf(binding);
  const who = items(binding.subjects).flatMap((one, i) =>
    granted.has(all[i] ?? '') ? [] : [subjectText(one, binding)],
  );
  if (who.length === 0) return [];
  const { kind, name } = fields(binding.roleRef);
  const own = state.find(String(kind), kind === 'Role' ? homeOf(binding) : undefined, name);
  const role = `${kind} '${name}'`;
  const about = { about: [object] };
  if (binding.kind === 'ClusterRoleBinding' && isAlmighty(own, name))
    return [consequence('access/cluster-admin', { object: nameOf(object), who, role }, about)];
  const where = binding.kind === 'ClusterRoleBinding' ? 'everywhere' : `in namespace '${homeOf(binding)}'`;
  return [consequence('access/binding-added', { object: nameOf(object), who, role, where }, about)];
}

/** One text for each of its subjects: who may what where. */
function grantsOf(binding: Manifest): string[] {
  const { kind, name } = fields(binding.roleRef);
  const where = binding.kind === 'ClusterRoleBinding' ? '' : homeOf(binding);
  return items(binding.subjects).map((one) => [where, kind, name, subjectText(one, binding)].join('\0'));
}
