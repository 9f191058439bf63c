import { at, fields } from '../../../kubernetes/manifest';
import { isKept } from '../../../kubernetes/protection';
import { madeBy } from '../data/backups';
import { gone, type Judge, patched, type Subject } from '../judge';
import { replicasOf, servicesOf, serviceText } from '../rolling';
import { type Maker, State } from '../state';

const SCALED = ['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet'];
const WORKLOADS = [...SCALED, 'apps/DaemonSet', 'batch/CronJob'];

/** Fewer pods, or none. */
export const scale: Judge = (subject) => [
  ...patched(subject, ...SCALED).flatMap(({ says, before, after }) => {
    const [old, now] = [replicasOf(before.spec), replicasOf(after.spec)];
    const maker = State.of(subject.after).maker(after);
    const changed = ['spec', 'replicas'];
    if (old > 0 && now === 0) {
      const services = maker ? servicesOf(State.of(subject.after), maker) : [];
      return [says('downtime/scaled-to-zero', { before: old, services }, changed)];
    }
    return old > 1 && now === 1 ? [says('downtime/last-replica', { before: old }, changed)] : [];
  }),
  ...patched(subject, 'batch/CronJob', 'batch/Job').flatMap(({ says, object, before, after }) => {
    const [old, now] = [fields(before.spec).suspend === true, fields(after.spec).suspend === true];
    if (old || !now || (object.kind === 'CronJob' && madeBy(after) !== undefined)) return [];
    return [says('downtime/suspended', {}, ['spec', 'suspend'])];
  }),
];

/** Workloads that end. */
export const removed: Judge = (subject) =>
  gone(subject, ...WORKLOADS).flatMap(({ says, manifest, change }) => {
    const state = State.of(subject.before);
    const maker = state.maker(manifest);
    if (change.what !== 'removed' || !maker || isKept(manifest) || replicasOf(manifest.spec) === 0) return [];
    return [says('downtime/workload-removed', { services: unanswered(subject, servicesOf(state, maker), maker) })];
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
