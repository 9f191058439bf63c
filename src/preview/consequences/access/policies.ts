import { fields } from '../../../checks/pods';
import { selectorText, selects } from '../../../checks/referring/selecting';
import type { Manifest } from '../../../graph/graph';
import { groupBy } from '../../../graph/sort';
import { identityOf, idOf } from '../../match/identity';
import type { Side } from '../../side';
import { type Consequence, consequence, nameOf } from '../consequence';
import { gone, type Judge, made, patched } from '../judge';
import { homeOf, type Maker, State } from '../state';
import { covered, DIRECTIONS, type Direction, isIsolating, type Opening, openingsOf, openingText } from './openings';

const KIND = 'networking.k8s.io/NetworkPolicy';

/** What NetworkPolicies admit that they did not. */
export const policies: Judge = (subject) => {
  const raw = (side: Side) => (manifest: Manifest) => State.of(side).byId.get(idOf(manifest))?.manifest ?? manifest;
  const changed = [
    ...patched(subject, KIND).map(({ after }) => raw(subject.after)(after)),
    ...made(subject, KIND).map(({ manifest }) => raw(subject.after)(manifest)),
    ...gone(subject, KIND).map(({ manifest }) => raw(subject.before)(manifest)),
  ];
  const homes = new Set(changed.map(homeOf));
  const [before, after] = [byNamespace(subject.before), byNamespace(subject.after)];
  const makers = groupBy(State.of(subject.after).makers, ({ namespace }) => namespace);
  return [...homes].flatMap((home) => {
    const [old, now] = [before.get(home) ?? [], after.get(home) ?? []];
    const known = (makers.get(home) ?? []).filter((maker) => State.of(subject.before).byId.has(maker.id));
    const mine = changed.filter((policy) => homeOf(policy) === home);
    const names = new Set(mine.map(({ metadata }) => metadata.name));
    const [was, is] = [chooser(old), chooser(now)];
    const why = chooser([...old, ...now].filter(({ metadata }) => names.has(metadata.name)));
    return DIRECTIONS.flatMap((direction) => [
      ...known.flatMap((maker) => ofPods(maker, direction, was(maker), is(maker), why(maker))),
      ...mine
        .filter((policy) => !known.some((maker) => isFor(policy, maker)))
        .flatMap((policy) => ofPolicy(policy, direction, old, now)),
    ]);
  });
};

function byNamespace(side: Side): Map<string, Manifest[]> {
  return groupBy(State.of(side).of('NetworkPolicy'), homeOf);
}

function isFor(policy: Manifest, { labels }: Pick<Maker, 'labels'>): boolean {
  return selects(fields(fields(policy.spec).podSelector), labels);
}

/** Finds the policies that select some pods: by the first label that they ask for, so that few are looked at. */
function chooser(policies: readonly Manifest[]): (maker: Maker) => readonly Manifest[] {
  const byLabel = groupBy(policies, ({ spec }) => {
    const [first] = Object.entries(fields(fields(fields(spec).podSelector).matchLabels));
    return first ? first.join('\0') : '';
  });
  return (maker) =>
    ['', ...Object.entries(maker.labels).map((label) => label.join('\0'))]
      .flatMap((label) => byLabel.get(label) ?? [])
      .filter((policy) => isFor(policy, maker));
}

/** What all policies of some pods admit; nothing where none isolates them. */
function admitted(policies: readonly Manifest[], direction: Direction): Opening[] | undefined {
  const own = policies.filter((policy) => isIsolating(policy, direction));
  return own.length === 0 ? undefined : own.flatMap((policy) => openingsOf(policy, direction));
}

function ofPods(
  maker: Maker,
  direction: Direction,
  before: readonly Manifest[],
  after: readonly Manifest[],
  changed: readonly Manifest[],
): Consequence[] {
  const [old, now] = [admitted(before, direction), admitted(after, direction)];
  if (!old) return [];
  const reasons = [...new Map(changed.map((policy) => [idOf(policy), identityOf(policy)])).values()];
  const about = { about: [...reasons, maker.object] };
  if (!now) {
    const object = reasons[0] ? nameOf(reasons[0]) : maker.name;
    return [consequence('access/policy-removed', { object, pods: [maker.name], direction: free(direction) }, about)];
  }
  return opened(maker.name, direction, old, now, about);
}

/** Of pods that a chart makes nothing is known but the policy itself. */
function ofPolicy(
  policy: Manifest,
  direction: Direction,
  before: readonly Manifest[],
  after: readonly Manifest[],
): Consequence[] {
  const same = ({ metadata }: Manifest) => metadata.name === policy.metadata.name;
  const [was, is] = [before.find(same), after.find(same)];
  const [object, about] = [identityOf(policy), { about: [identityOf(policy)] }];
  if (!was || !isIsolating(was, direction)) return [];
  const selector = fields(fields(was.spec).podSelector);
  const others = after.filter((one) => isIsolating(one, direction) && coversSelector(one, was));
  if (!is || !isIsolating(is, direction)) {
    if (others.length > 0) return [];
    const isAll = Object.keys(selector).length === 0;
    const pods = [isAll ? `the pods of namespace '${homeOf(policy)}'` : `pods with ${selectorText(selector)}`];
    return [consequence('access/policy-removed', { object: nameOf(object), pods, direction: free(direction) }, about)];
  }
  return opened(nameOf(object), direction, openingsOf(was, direction), openingsOf(is, direction), about);
}

/** Whether one policy selects whatever the other selects. */
function coversSelector(one: Manifest, other: Manifest): boolean {
  const [wide, narrow] = [one, other].map((policy) => fields(fields(policy.spec).podSelector));
  return selects(wide ?? {}, fields(narrow?.matchLabels));
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
  return direction === 'Ingress'
    ? [consequence('access/policy-opened', { object: who, from: more }, about)]
    : [consequence('access/egress-opened', { object: who, to: more }, about)];
}

const free = (direction: Direction) =>
  direction === 'Ingress' ? 'anybody may connect to them' : 'from there anything may be connected to';
