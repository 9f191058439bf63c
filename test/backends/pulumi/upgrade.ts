import type { Plan, Resource } from '../../../src/backends/pulumi/resource';
import { fixedFields, isKept } from '../../support/replaced';

/** What a state has of one resource that is not to be made anew. */
export interface Held {
  /** Somebody's data goes with it: it may not leave the plan either. */
  readonly keeps: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** By their URN, without the stack. */
export type State = Readonly<Record<string, Held>>;

/** Jobs are left out: to be run again they are made anew. */
const isRun = ({ type }: Resource): boolean => /:(Job|Release)$/.test(type);
const keeps = ({ type, options }: Resource): boolean => options.protect === true || type.startsWith('random:');

/** What a state made by this plan would hold, as far as an upgrade may not make it anew. */
export function stateOf(plan: Plan): State {
  const held = plan.flatMap((one) => {
    const fields = fixedFields(one.type, one.inputs);
    if (!keeps(one) && (isRun(one) || Object.keys(fields).length === 0)) return [];
    return [[urnOf(plan, one), { keeps: keeps(one), fields }] as const];
  });
  return Object.fromEntries(held.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a plan on top of a state would make anew, or take away with its data; each says which resource and why. */
export function lost(before: State, plan: Plan): string[] {
  const known = new Map(plan.flatMap((one) => formsOf(one).map((form) => [urnOf(plan, form), one] as const)));
  return Object.entries(before).flatMap(([urn, { keeps: hasData, fields }]) => {
    const one = known.get(urn);
    if (!one) return hasData ? [`${urn} is not in the plan: if it has another name now, an alias has to say so`] : [];
    const now = fixedFields(one.type, one.inputs);
    return [...new Set([...Object.keys(fields), ...Object.keys(now)])]
      .filter((path) => !isKept(one.type, fields[path], now[path]))
      .map((path) => `${urn}: ${path} was ${said(fields[path])} and is ${said(now[path])}, which makes it anew`);
  });
}

const said = (value: unknown): string => (value === undefined ? 'not given' : JSON.stringify(value));

/** As it is, and as a state may have it. */
const formsOf = (one: Resource): Resource[] => [
  one,
  ...(one.options.aliases ?? []).map(({ name = one.name, type = one.type }) => ({ ...one, name, type })),
];

function urnOf(plan: Plan, { type, name, parent }: Resource): string {
  const above = plan.find(({ id }) => id === parent);
  const types = above ? `${urnOf(plan, above).split('::')[0]}$` : '';
  return `${types}${type}::${name}`;
}
