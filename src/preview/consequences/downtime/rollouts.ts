import { claimsOf, isForOne, overlaps } from '../../../kubernetes/claims';
import { fields } from '../../../kubernetes/manifest';
import type { Judge } from '../judge';
import { changedTemplates, replicasOf, servicesOf } from '../rolling';
import { State } from '../state';

/** Workloads that do not answer while their pods are replaced. */
export const rollouts: Judge = (subject) => {
  const state = State.of(subject.after);
  return changedTemplates(subject).flatMap(({ says, object, maker, by }) => {
    if (by !== 'rollout') return [];
    const spec = fields(maker.manifest.spec);
    const replicas = replicasOf(spec);
    const services = servicesOf(state, maker);

    if (object.kind === 'StatefulSet') return replicas === 1 ? [says('downtime/stateful-single', { services })] : [];
    if (object.kind !== 'Deployment') return [];
    const strategy = fields(spec.strategy);
    if (strategy.type === 'Recreate') return [says('downtime/recreate', { services })];
    const unavailable = fields(strategy.rollingUpdate).maxUnavailable ?? '25%';
    if (pods(unavailable, replicas) >= replicas) {
      const params = { replicas, unavailable: String(unavailable), services };
      return [says('downtime/only-pod', params)];
    }
    const claim = overlaps(strategy)
      ? claimsOf(spec).find((one) =>
          isForOne(fields(state.find('PersistentVolumeClaim', maker.namespace, one)?.spec).accessModes),
        )
      : undefined;
    return claim === undefined ? [] : [says('downtime/claim-held', { claim })];
  });
};

/** Percentages of maxUnavailable are rounded down. */
function pods(value: unknown, replicas: number): number {
  return typeof value === 'string' && value.endsWith('%')
    ? Math.floor((Number.parseFloat(value) / 100) * replicas)
    : Number(value);
}
