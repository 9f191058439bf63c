import { groupBy } from '../../../base/sort';
import type { Manifest } from '../../../kubernetes/manifest';
import { type Fields, fields, items } from '../../../kubernetes/manifest';
import { covered, type Opening, openingText } from '../../../kubernetes/network/openings';
import { DIRECTIONS, type Direction, Policies, type Policy, policyOf } from '../../../kubernetes/network/policies';
import { containersOf } from '../../../kubernetes/pods';
import { selectorText, selects } from '../../../kubernetes/selectors';
import { identityOf, idOf } from '../../match/identity';
import type { Side } from '../../side';
import { type Consequence, consequence, nameOf } from '../consequence';
import { gone, type Judge, made, patched, type Subject } from '../judge';
import { type Maker, State } from '../state';

const KIND = 'networking.k8s.io/NetworkPolicy';

/** What NetworkPolicies admit that they did not. */
export const policies: Judge = (subject) => {
  const raw = (side: Side) => (manifest: Manifest) => State.of(side).byId.get(idOf(manifest))?.manifest ?? manifest;
  const changed = [
    ...patched(subject, KIND).map(({ after }) => raw(subject.after)(after)),
    ...made(subject, KIND).map(({ manifest }) => raw(subject.after)(manifest)),
    ...gone(subject, KIND).map(({ manifest }) => raw(subject.before)(manifest)),
  ].flatMap(policyOf);
  const homes = new Set(changed.map(({ namespace }) => namespace));
  const names = new Set(changed.map(({ manifest }) => idOf(manifest)));
  const [old, now] = [policiesOf(subject.before), policiesOf(subject.after)];
  const why = new Policies([...old.all, ...now.all].filter(({ manifest }) => names.has(idOf(manifest))));
  const makers = groupBy(State.of(subject.after).makers, ({ namespace }) => namespace);
  return [...homes].flatMap((home) => {
    const known = (makers.get(home) ?? []).filter((maker) => State.of(subject.before).byId.has(maker.id));
    const alone = changed.filter(
      (policy) => policy.namespace === home && !known.some(({ labels }) => selects(policy.selector, labels)),
    );
    return DIRECTIONS.flatMap((direction) => [
      ...known.flatMap((maker) => ofPods(maker, direction, old, now, why)),
      ...alone.flatMap((policy) => (isLeft(policy, subject) ? [] : ofPolicy(policy, direction, old, now))),
    ]);
  });
};

/** Whether all the pods that it held up have gone, to another namespace or for good. */
function isLeft({ namespace, selector }: Policy, { before, after }: Subject): boolean {
  const held = (side: Side) =>
    State.of(side).makers.some((maker) => maker.namespace === namespace && selects(selector, maker.labels));
  return held(before) && !held(after);
}

function policiesOf(side: Side): Policies {
  return new Policies(State.of(side).of('NetworkPolicy').flatMap(policyOf));
}

function ofPods(
  maker: Maker,
  direction: Direction,
  before: Policies,
  after: Policies,
  changed: Policies,
): Consequence[] {
  const [old, now] = [before.admitted(maker, direction), after.admitted(maker, direction)];
  if (!old) return [];
  const reasons = changed.selecting(maker).map(({ manifest }) => identityOf(manifest));
  const why = [...new Map(reasons.map((one) => [nameOf(one), one])).values()];
  const about = { about: [...why, maker.object] };
  if (!now) {
    const object = why[0] ? nameOf(why[0]) : maker.name;
    return [consequence('access/policy-removed', { object, pods: [maker.name], direction: free(direction) }, about)];
  }
  const isThere = ({ port }: Opening) =>
    direction === 'egress' || typeof port?.port !== 'string' || hasPort(maker, port);
  return opened(maker.name, direction, old, now.filter(isThere), about);
}

/** Whether a container has a port of this name and protocol: with none, a rule about it lets nobody in. */
function hasPort({ spec }: Maker, { port, protocol = 'TCP' }: Fields): boolean {
  const all = containersOf(spec).flatMap(({ ports }) => items(ports));
  return all.length === 0 || all.some((own) => own.name === port && (own.protocol ?? 'TCP') === protocol);
}

function ofPolicy({ manifest }: Policy, direction: Direction, before: Policies, after: Policies): Consequence[] {
  const id = idOf(manifest);
  const same = (policy: Policy) => idOf(policy.manifest) === id;
  const [was, is] = [before.all.find(same), after.all.find(same)];
  const [object, about] = [identityOf(manifest), { about: [identityOf(manifest)] }];
  const old = was?.[direction];
  if (!was || !old) return [];
  const now = is?.[direction];
  if (now) return opened(nameOf(object), direction, old, now, about);
  const isHeld = after.all.some(
    (one) =>
      one.namespace === was.namespace && one[direction] && selects(one.selector, fields(was.selector.matchLabels)),
  );
  if (isHeld) return [];
  const isAll = Object.keys(was.selector).length === 0;
  const pods = [isAll ? `the pods of namespace '${was.namespace}'` : `pods with ${selectorText(was.selector)}`];
  return [consequence('access/policy-removed', { object: nameOf(object), pods, direction: free(direction) }, about)];
}

function opened(
  who: string,
  direction: Direction,
  old: readonly Opening[],
  now: readonly Opening[],
  about: Parameters<typeof consequence>[2],
): Consequence[] {
  const more = [...new Set(now.filter((one) => !old.some((was) => covered(one, was))).map(openingText))];
  if (more.length === 0) return [];
  return direction === 'ingress'
    ? [consequence('access/policy-opened', { object: who, from: more }, about)]
    : [consequence('access/egress-opened', { object: who, to: more }, about)];
}

const free = (direction: Direction) =>
  direction === 'ingress' ? 'anybody may connect to them' : 'from there anything may be connected to';
