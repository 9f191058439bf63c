import { fields } from '../../../kubernetes/manifest';
import { consequence } from '../consequence';
import { below, type Judge, patched } from '../judge';
import { changedTemplates, replicasOf } from '../rolling';

/** Pods that are replaced because their template is another one. */
export const workloads: Judge = (subject) =>
  changedTemplates(subject).flatMap(({ object, name, change, maker, why, by }) => {
    const about = { about: [object], fields: below(change, 'spec').filter(([, second]) => second !== 'replicas') };
    if (by === 'next run') return [consequence('restart/next-run', { object: name, why }, about)];
    if (by === 'somebody') return [consequence('restart/on-delete', { object: name, why }, about)];
    if (by === 'nobody: paused') return [consequence('restart/paused', { object: name, why }, about)];
    if (by !== 'rollout') return [];
    const pods = object.kind === 'DaemonSet' ? 'its pod on every node' : podsText(replicasOf(maker.manifest.spec));
    return [consequence('restart/rolls', { object: name, pods, why }, about)];
  });

/** Deployments that catch up with what changed while they were paused. */
export const resumed: Judge = (subject) =>
  patched(subject, 'apps/Deployment').flatMap(({ object, name, before, after, change }) =>
    fields(before.spec).paused === true && fields(after.spec).paused !== true
      ? [consequence('restart/resumed', { object: name }, { about: [object], fields: below(change, 'spec', 'paused') })]
      : [],
  );

const podsText = (replicas: number): string => (replicas === 1 ? 'its pod' : `its ${replicas} pods`);
