import { groupBy } from '../../../base/sort';
import type { Comparison } from '../../../preview/comparison';
import type { Consequence } from '../../../preview/consequences/consequence';

/** Consequences under one title. */
export interface Chapter {
  readonly level: Consequence['level'] | 'accepted';
  readonly title: string;
  /** Of cases. */
  readonly count: number;
  readonly groups: readonly Group[];
}

/** What happens in one way and asks for one thing. */
export interface Group {
  readonly code: string;
  readonly risk: Consequence['risk'];
  readonly advice: string;
  readonly cases: readonly Case[];
}

export interface Case {
  readonly environment: string;
  readonly message: string;
  readonly about: readonly string[];
  readonly accepted?: string;
}

const TITLES = {
  error: 'lost or refused',
  warning: 'to look at',
  note: 'what simply happens',
  accepted: 'accepted',
} as const;

/** Consequences of all environments; what matters most comes first. Those that are accepted come last. */
export function chapters(comparisons: readonly Comparison[]): Chapter[] {
  const all = comparisons.flatMap(({ environment, consequences }) =>
    consequences.map((consequence) => ({ environment, consequence })),
  );
  const levels = groupBy(all, ({ consequence }) => levelOf(consequence));
  return (['error', 'warning', 'note', 'accepted'] as const).flatMap((level): Chapter[] => {
    const members = levels.get(level) ?? [];
    if (members.length === 0) return [];
    const groups = groupBy(members, ({ consequence: { code, advice } }) => `${code}\0${advice}`);
    return [{ level, title: TITLES[level], count: members.length, groups: [...groups.values()].map(groupOf) }];
  });
}

const levelOf = ({ level, accepted }: Consequence): Chapter['level'] => (accepted === undefined ? level : 'accepted');

function groupOf(members: readonly { readonly environment: string; readonly consequence: Consequence }[]): Group {
  const cases = members.map(({ environment, consequence: { message, about, accepted } }) => ({
    ...{ environment, message, about },
    ...(accepted !== undefined && { accepted }),
  }));
  const { code, risk, advice } = (members[0] as (typeof members)[number]).consequence;
  return { code, risk, advice, cases };
}
