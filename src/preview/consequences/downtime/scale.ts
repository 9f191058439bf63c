import { at, fields } from '../../../kubernetes/manifest';
import { isKept } from '../../../kubernetes/protection';
import { consequence } from '../consequence';
import { madeBy } from '../data/backups';
import { below, gone, type Judge, patched, type Subject } from '../judge';
import { replicasOf, servicesOf, serviceText } from '../rolling';
import { type Maker, State } from '../state';

const SCALED = ['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet'];
const WORKLOADS = [...SCALED, 'apps/DaemonSet', 'batch/CronJob'];

/** Fewer pods, or none. */
export const scale: Judge = (subject) => [
  ...patched(subject, ...SCALED).flatMap(({ object, name, before, after, change }) => {
    const [old, now] = [replicasOf(before.spec), replicasOf(after.spec)];
    const maker = State.of(subject.after).maker(after);
    const about = { about: [object], fields: below(change, 'spec', 'replicas') };
    if (old > 0 && now === 0) {
      const services = maker ? servicesOf(State.of(subject.after), maker) : [];
      return [consequence('downtime/scaled-to-zero', { object: name, before: old, services }, about)];
    }
    return old > 1 && now === 1 ? [consequence('downtime/last-replica', { object: name, before: old }, about)] : [];
  }),
  ...patched(subject, 'batch/CronJob', 'batch/Job').flatMap(({ object, name, before, after, change }) => {
    const [old, now] = [fields(before.spec).suspend === true, fields(after.spec).suspend === true];
    if (old || !now || (object.kind === 'CronJob' && madeBy(after) !== undefined)) return [];
    return [
      consequence(
        'downtime/suspended',
        { object: name },
        { about: [object], fields: below(change, 'spec', 'suspend') },
      ),
    ];
  }),
];

/** Workloads that end. */
export const removed: Judge = (subject) =>
  gone(subject, ...WORKLOADS).flatMap(({ object, name, manifest, change }) => {
    const state = State.of(subject.before);
    const maker = state.maker(manifest);
    if (change.what !== 'removed' || !maker || isKept(manifest) || replicasOf(manifest.spec) === 0) return [];
    return [
      consequence(
        'downtime/workload-removed',
        { object: name, services: unanswered(subject, servicesOf(state, maker), maker) },
        { about: [object] },
      ),
    ];
  });

/** Of some Services those that lead to no pod any more: another controller may make pods with the same labels. */
function unanswered({ after }: Subject, services: readonly string[], { namespace }: Maker): string[] {
  const state = State.of(after);
  const answered = state
    .services(namespace)
    .filter(({ spec }) => state.selected(namespace, at(spec, 'selector')).length > 0)
    .map(serviceText);
  return services.filter((service) => !answered.includes(service));
}
