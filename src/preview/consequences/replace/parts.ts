import { completedClaim, completedPod } from '../../../kubernetes/defaults';
import type { Manifest } from '../../../kubernetes/manifest';
import { type Fields, fields, items } from '../../../kubernetes/manifest';

/** Which of the two states is looked at. */
export type StateOf = 'before' | 'after';

export const spec = (manifest: Manifest): Fields => fields(manifest.spec);
export const without = (all: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(all).filter(([key]) => !names.includes(key)));
export const only = (all: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, all[name]]));
export const inSpec = (parts: Fields): Fields =>
  Object.fromEntries(Object.entries(parts).map(([key, value]) => [`spec.${key}`, value]));

/** What may be changed of a StatefulSet, or has a code of its own. */
export const STATEFUL_SET = [
  ...['replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'minReadySeconds'],
  ...['persistentVolumeClaimRetentionPolicy', 'selector', 'volumeClaimTemplates'],
];

/** What may be changed of a Job at any time. */
const JOB = [
  ...['parallelism', 'suspend', 'backoffLimit', 'activeDeadlineSeconds', 'ttlSecondsAfterFinished'],
  ...['podReplacementPolicy', 'manualSelector'],
];
/** Where the pods of a Job may run can be changed as long as it is suspended. */
const PLACEMENT = ['affinity', 'nodeSelector', 'tolerations', 'schedulingGates'];

/** A hook is deleted before it is made again, unless it says otherwise; so is what is to be forced. */
function isMadeAnew({ metadata }: Manifest): boolean {
  const annotations = fields(metadata.annotations);
  const isHook = (hook: string, policy: string, fresh: string) =>
    annotations[hook] !== undefined && String(annotations[policy] ?? fresh).includes(fresh);
  return (
    isHook('argocd.argoproj.io/hook', 'argocd.argoproj.io/hook-delete-policy', 'BeforeHookCreation') ||
    isHook('helm.sh/hook', 'helm.sh/hook-delete-policy', 'before-hook-creation') ||
    /\bForce=true\b/.test(String(annotations['argocd.argoproj.io/sync-options'])) ||
    String(annotations['kustomize.toolkit.fluxcd.io/force']).toLowerCase() === 'enabled'
  );
}

export function job(manifest: Manifest, other: Manifest, side: StateOf): Fields {
  if (isMadeAnew(side === 'after' ? manifest : other)) return {};
  const { template, completions, completionMode = 'NonIndexed', ...rest } = without(spec(manifest), ...JOB);
  const isSuspended = spec(manifest).suspend === true && spec(other).suspend === true;
  const { metadata, spec: podSpec } = fields(template);
  const { labels, annotations } = fields(metadata);
  const own = completedPod(fields(podSpec));
  // An elastic Job: as many completions as it runs side by side.
  const isElastic = completionMode === 'Indexed' && completions === spec(manifest).parallelism;
  return inSpec({
    ...rest,
    completionMode,
    // Where neither says how many, they are what they were.
    ...(!isElastic &&
      (completions ?? spec(other).completions) !== undefined && {
        completions: completions ?? (spec(manifest).parallelism === undefined ? 1 : undefined),
      }),
    ...(!isSuspended && { 'template.metadata': { labels, annotations } }),
    'template.spec': isSuspended ? without(own, ...PLACEMENT) : own,
  });
}

export function claimTemplate({ metadata, spec: own }: Fields): Fields {
  const { name, labels, annotations } = fields(metadata);
  return { name, labels, annotations, ...completedClaim(fields(own)) };
}

export function roleRef({ roleRef }: Manifest): Fields {
  const { kind, name } = fields(roleRef);
  return { 'roleRef.kind': kind, 'roleRef.name': name };
}

/** An address that is no longer asked for is kept, and one was given where none was asked for. */
export function service(manifest: Manifest, other: Manifest, side: StateOf): Fields {
  const [own, its] = [spec(manifest), spec(other)];
  if (own.type === 'ExternalName' || its.type === 'ExternalName') return {};
  const family = ({ ipFamilies }: Fields) => (Array.isArray(ipFamilies) ? ipFamilies[0] : undefined);
  const [before, given] = [side === 'before' ? own : its, 'the one that it was given'];
  const isHeadless = own.clusterIP === 'None' || its.clusterIP === 'None';
  return {
    'spec.clusterIP': own.clusterIP ?? before.clusterIP ?? given,
    ...(!isHeadless && { 'spec.ipFamilies': family(own) ?? family(before) ?? 'IPv4' }),
  };
}

export function claim(manifest: Manifest): Fields {
  const { resources, ...own } = without(completedClaim(spec(manifest)), 'volumeAttributesClassName');
  const { requests, ...rest } = fields(resources);
  const requested = without(fields(requests), 'storage');
  return inSpec({ ...own, resources: { ...rest, requests: requested } });
}

const VOLUME = [
  ...['capacity', 'accessModes', 'persistentVolumeReclaimPolicy', 'storageClassName', 'mountOptions', 'claimRef'],
  'volumeAttributesClassName',
];

export function volume(manifest: Manifest, other: Manifest): Fields {
  const { nodeAffinity, ...own } = without({ volumeMode: 'Filesystem', ...spec(manifest) }, ...VOLUME);
  const isSet = nodeAffinity !== undefined && spec(other).nodeAffinity !== undefined;
  return inSpec({ ...own, ...(isSet && { nodeAffinity }) });
}

/** Content counts once either state says that it is final; the first one may. */
export function immutable(manifest: Manifest, other: Manifest): Fields {
  if (manifest.immutable !== true && other.immutable !== true) return {};
  return { ...only(manifest, 'immutable', 'data', 'binaryData', 'stringData') };
}

export function pod(manifest: Manifest): Fields {
  const { containers, initContainers, ...own } = without(
    completedPod(spec(manifest)),
    ...['activeDeadlineSeconds', 'tolerations', 'schedulingGates'],
  );
  const anyImage = (all: unknown) => items(all).map((container) => without(container, 'image', 'imagePullPolicy'));
  return inSpec({ ...own, containers: anyImage(containers), initContainers: anyImage(initContainers) });
}

/** Those that are said at all. */
export function stated(all: Fields, ...names: readonly string[]): Fields {
  return Object.fromEntries(names.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
}
