import { groupBy } from '../../../base/sort';
import { at, fields } from '../../../kubernetes/manifest';
import { containersOf } from '../../../kubernetes/pods';
import { amount } from '../../../kubernetes/quantities';
import { countOf, demandOf } from '../../../kubernetes/scheduling/demand';
import { autoscaledBy } from '../../../kubernetes/scheduling/placing';
import { identityOf } from '../../match/identity';
import type { Side } from '../../side';
import { consequence, nameOf } from '../consequence';
import type { Judge } from '../judge';
import { homeOf, type Maker, State } from '../state';

/** What a quota counts, of one pod. */
const COUNTED: Readonly<Record<string, (maker: Maker) => number>> = {
  cpu: ({ spec }) => demandOf(spec).cpu / 1e3,
  'requests.cpu': ({ spec }) => demandOf(spec).cpu / 1e3,
  memory: ({ spec }) => demandOf(spec).memory * 2 ** 20,
  'requests.memory': ({ spec }) => demandOf(spec).memory * 2 ** 20,
  'limits.memory': (maker) => limited(maker, 'memory'),
  'limits.cpu': (maker) => limited(maker, 'cpu'),
  pods: () => 1,
};

/** Quotas that the pods of a namespace exceed, and did not before. */
export const quotas: Judge = ({ before, after, objects }) => {
  if (objects.length === 0) return [];
  const known = new Set(exceeded(before).map(({ key }) => key));
  return exceeded(after).flatMap(({ key, object, resource, wants, hard }) =>
    known.has(key)
      ? []
      : [
          consequence(
            'capacity/quota-exceeded',
            { object: nameOf(object), resource, wants, hard },
            { about: [object] },
          ),
        ],
  );
};

function exceeded(side: Side) {
  const state = State.of(side);
  const scaled = autoscaledBy(state.of('HorizontalPodAutoscaler'));
  const all = state
    .of('ResourceQuota')
    .filter(({ spec }) => fields(spec).scopes === undefined && fields(spec).scopeSelector === undefined);
  if (all.length === 0) return [];
  const makers = groupBy(state.makers, ({ namespace }) => namespace);
  return all.flatMap((quota) => {
    const object = identityOf(quota);
    return Object.entries(at(quota.spec, 'hard')).flatMap(([resource, hard]) => {
      const own = COUNTED[resource];
      if (!own) return [];
      const running = (makers.get(homeOf(quota)) ?? []).filter(({ manifest }) => manifest.kind !== 'CronJob');
      const wanted = running.reduce((sum, maker) => sum + own(maker) * countOf(maker, scaled), 0);
      if (wanted <= (amount(hard) ?? Number.POSITIVE_INFINITY)) return [];
      return [
        { key: `${nameOf(object)} ${resource}`, object, resource, wants: text(wanted, resource), hard: String(hard) },
      ];
    });
  });
}

function limited({ spec }: Maker, resource: string): number {
  return containersOf(spec).reduce((sum, { resources }) => sum + (amount(at(resources, 'limits')[resource]) ?? 0), 0);
}

function text(value: number, resource: string): string {
  return resource.endsWith('memory') ? `${Math.round(value / 2 ** 20)}Mi` : String(Math.round(value * 1000) / 1000);
}
