import { expanded, type Plan, type Resource, type ResourceId, referencesIn } from './resource';

/**
 * The same order with as few words as say it: what another one waits for already is not said again. The engine resolves each dependency of each
 * resource and writes it into the state, of a component all that is in it. `plan` is in an order in which all that comes first comes first.
 */
export function reduced(plan: Plan): Plan {
  const before = new Map<ResourceId, ReadonlySet<ResourceId>>();
  const parts = new Map(plan.map(({ id }) => [id, expanded([id], plan)]));
  const with_ = (ids: readonly ResourceId[]): Set<ResourceId> =>
    new Set(ids.flatMap((id) => (parts.get(id) ?? []).flatMap((part) => [part, ...(before.get(part) ?? [])])));
  return plan.map((one) => {
    const said = [...new Set(one.options.dependsOn)];
    before.set(one.id, with_([...said, ...implied(one)]));
    const needed = said.filter((id) => {
      const others = with_(said.filter((other) => other !== id && !parts.get(id)?.includes(other)));
      return !(parts.get(id) ?? []).every((part) => others.has(part));
    });
    return { ...one, options: { ...one.options, dependsOn: needed } };
  });
}

/** What comes first without being said: what makes it, and what its inputs are made of. A parent is there, and not all that is in it. */
const implied = ({ provider, inputs }: Resource): ResourceId[] => [
  ...(provider ? [provider] : []),
  ...referencesIn(inputs).map(({ id }) => id),
];
