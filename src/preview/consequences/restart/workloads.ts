import { fields } from '../../../kubernetes/manifest';
import { below, type Judge, patched } from '../judge';
import { changedTemplates, replicasOf } from '../rolling';

/** Pods that are replaced because their template is another one. */
export const workloads: Judge = (subject) =>
  changedTemplates(subject).flatMap(({ says, object, change, maker, why, by }) => {
    const changed = { fields: below(change, 'spec').filter(([, second]) => second !== 'replicas') };
    if (by === 'next run') return [says('restart/next-run', { why }, changed)];
    if (by === 'somebody') return [says('restart/on-delete', { why }, changed)];
    if (by === 'nobody: paused') return [says('restart/paused', { why }, changed)];
    if (by !== 'rollout') return [];
    const pods = object.kind === 'DaemonSet' ? 'its pod on every node' : podsText(replicasOf(maker.manifest.spec));
    return [says('restart/rolls', { pods, why }, changed)];
  });

/** Deployments that catch up with what changed while they were paused. */
export const resumed: Judge = (subject) =>
  patched(subject, 'apps/Deployment').flatMap(({ says, before, after }) =>
    fields(before.spec).paused === true && fields(after.spec).paused !== true
      ? [says('restart/resumed', {}, ['spec', 'paused'])]
      : [],
  );

const podsText = (replicas: number): string => (replicas === 1 ? 'its pod' : `its ${replicas} pods`);
