import { once } from '../../base/once';
import { completedPod, same } from '../../kubernetes/defaults';
import { at, fields, items } from '../../kubernetes/manifest';
import { podTemplateOf } from '../../kubernetes/pods';
import { type Patched, patched, type Subject } from './judge';
import { reasons } from './reasons';
import { refusedBy } from './replace/frozen';
import { type Maker, State } from './state';

/** A workload whose template is another one. */
export interface Changed extends Patched {
  readonly maker: Maker;
  readonly was: Maker;
  readonly why: readonly string[];
  /** How its pods come to be replaced. */
  readonly by: 'rollout' | 'next run' | 'somebody' | 'nobody: paused' | 'nobody: no pods' | 'nobody: refused';
}

const WORKLOADS = ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'batch/CronJob'];

/** Workloads whose pods have to be replaced. */
export const changedTemplates: (subject: Subject) => readonly Changed[] = once((subject) => {
  return patched(subject, ...WORKLOADS).flatMap((one) => {
    const [old, now] = [podTemplateOf(one.before), podTemplateOf(one.after)];
    const was = State.of(subject.before).maker(one.before);
    const maker = State.of(subject.after).maker(one.after);
    if (!old || !now || !was || !maker) return [];
    const [before, after] = [old, now].map((template) => ({ ...template, spec: completedPod(fields(template.spec)) }));
    if (same(labelled(before), labelled(after))) return [];
    return [
      { ...one, was, maker, why: reasons(was, maker), by: isRefused(one) ? 'nobody: refused' : replaced(maker, was) },
    ];
  });
});

/** With one field that cannot be changed nothing of an object is. */
function isRefused({ object, before, after }: Patched): boolean {
  return refusedBy(object, before, after).length > 0;
}

/** What of a template makes pods: its own name or namespace does not. */
function labelled(template: Record<string, unknown> | undefined) {
  const { labels, annotations } = fields(template?.metadata);
  return { labels, annotations, spec: template?.spec };
}

function replaced({ manifest }: Maker, was: Maker): Changed['by'] {
  const spec = fields(manifest.spec);
  if (manifest.kind === 'CronJob') return 'next run';
  if (replicasOf(manifest.spec) === 0 || replicasOf(was.manifest.spec) === 0) return 'nobody: no pods';
  if (spec.paused === true) return 'nobody: paused';
  return fields(spec.updateStrategy).type === 'OnDelete' ? 'somebody' : 'rollout';
}

/** How many pods are asked for; one where nothing is said. */
export function replicasOf(spec: unknown): number {
  const { replicas = 1 } = fields(spec);
  return Number(replicas);
}

/** Services that lead to its pods. */
export function servicesOf(state: State, { namespace, labels, manifest }: Maker): string[] {
  if (manifest.kind === 'CronJob' || manifest.kind === 'Job') return [];
  return state.services(namespace).flatMap((service) => {
    const selector = Object.entries(at(service.spec, 'selector'));
    const selects = selector.length > 0 && selector.every(([key, value]) => labels[key] === value);
    return selects ? [serviceText(service)] : [];
  });
}

export const serviceText = ({ metadata }: Maker['manifest']): string => `Service '${metadata.name}'`;

/** More pods than a StatefulSet has that means it: a slip of the keyboard names no millions. */
const MOST = 1_000;

/** Names of the claims that a StatefulSet has made: `data-postgresql-0`. */
export function claimsOf(manifest: Maker['manifest'], count = replicasOf(manifest.spec), from = 0): string[] {
  const spec = fields(manifest.spec);
  const start = Number(fields(spec.ordinals).start ?? 0);
  return items(spec.volumeClaimTemplates).flatMap((template) =>
    Array.from(
      { length: Math.min(MOST, Math.max(0, count - from)) },
      (_, i) => `${fields(template.metadata).name}-${manifest.metadata.name}-${start + from + i}`,
    ),
  );
}
