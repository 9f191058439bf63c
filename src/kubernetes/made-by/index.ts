import { fields, items } from '../manifest';
import { databases } from './databases';
import { kafka } from './kafka';
import { type Made, type MadeObject, type Makers, named, type Source, secrets } from './made';
import { platforms } from './platforms';
import { secretMakers } from './secrets';

export type { Made, MadeObject, Source } from './made';

const MAKERS: Makers = { ...databases, ...kafka, ...secretMakers, ...platforms };

/** Groups whose other kinds make nothing that a pod, a Service or a route could name. */
const QUIET = new Set([
  ...['postgresql.cnpg.io', 'kafka.strimzi.io', 'core.strimzi.io', 'monitoring.coreos.com', 'cert-manager.io'],
  ...['acme.cert-manager.io', 'external-secrets.io', 'generators.external-secrets.io', 'secrets.hashicorp.com'],
  ...['argoproj.io', 'kustomize.toolkit.fluxcd.io', 'source.toolkit.fluxcd.io', 'notification.toolkit.fluxcd.io'],
  ...['image.toolkit.fluxcd.io', 'traefik.io', 'traefik.containo.us', 'gateway.networking.k8s.io', 'cilium.io'],
  ...['crd.projectcalico.org', 'projectcalico.org', 'metallb.io', 'longhorn.io', 'snapshot.storage.k8s.io'],
  ...[
    'kyverno.io',
    'policy.networking.k8s.io',
    'keda.sh',
    'autoscaling.k8s.io',
    'velero.io',
    'volsync.backube',
    'k3s.cattle.io',
  ],
  ...[
    'kustomize.config.k8s.io',
    'k8s.cni.cncf.io',
    'gateway.envoyproxy.io',
    'networking.istio.io',
    'security.istio.io',
  ],
  ...['nfd.k8s-sigs.io', 'metrics.k8s.io', 'grafana.integreatly.org', 'externaldns.k8s.io', 'upgrade.cattle.io'],
]);

/** What is installed of a chart is the chart's to say. */
const CHARTS = new Set([
  'helm.toolkit.fluxcd.io/HelmRelease',
  'helm.cattle.io/HelmChart',
  'helm.cattle.io/HelmChartConfig',
]);

/** What operators and controllers make of an object, Kubernetes' own among them. */
export function madeBy(source: Source): Made {
  const { name } = source.metadata;
  const made = MAKERS[kindOf(source)]?.(name, fields(source.spec), source) ?? {};
  return { ...made, objects: [...(made.objects ?? []), ...annotated(source), ...claims(source)] };
}

/** The namespace in which an object may have something made that nobody can name: a chart, or a kind that is not known here. */
export function unknownIn(source: Source): string | undefined {
  const { apiVersion, metadata } = source;
  const kind = kindOf(source);
  const spec = fields(source.spec);
  const home = metadata.namespace ?? 'default';
  if (CHARTS.has(kind)) return String(spec.targetNamespace ?? home);
  if (kind === 'argoproj.io/Application') {
    const charts = [spec.source, ...items(spec.sources)].filter((one) => fields(one).chart !== undefined);
    const to = fields(spec.destination).namespace;
    return charts.length > 0 && typeof to === 'string' ? to : undefined;
  }
  const [group = ''] = apiVersion.split('/');
  const isOwn = !apiVersion.includes('/') || !group.includes('.') || OWN.test(group);
  if (isOwn || QUIET.has(group) || kind in MAKERS || metadata.namespace === undefined) return undefined;
  return home;
}

/** Groups that an API server serves itself. */
const OWN =
  /^(admissionregistration|apiextensions|apiregistration|authentication|authorization|certificates|coordination|discovery|events|flowcontrol\.apiserver|internal\.apiserver|networking|node|rbac\.authorization|resource|scheduling|storage)\.k8s\.io$/;

/** Labels that the controllers of Kubernetes put on each of the pods of an object, beside those of its template. */
export function podLabels({ kind, metadata: { name }, spec }: Source): Record<string, string>[] {
  if (kind === 'Job') return [{ 'job-name': name, 'batch.kubernetes.io/job-name': name }];
  if (kind !== 'StatefulSet') return [];
  const { replicas = 1, ordinals } = fields(spec);
  const { start = 0 } = fields(ordinals);
  const count = typeof replicas === 'number' ? Math.min(replicas, MOST) : 1;
  return Array.from({ length: count }, (_, at) => {
    const index = String(Number(start) + at);
    return { 'statefulset.kubernetes.io/pod-name': `${name}-${index}`, 'apps.kubernetes.io/pod-index': index };
  });
}

/** More pods than a set has in earnest. */
const MOST = 1000;

/** `<group>/<kind>`: what a version calls it is of no interest here. */
function kindOf({ apiVersion, kind }: Source): string {
  return apiVersion.includes('/') ? `${apiVersion.split('/')[0]}/${kind}` : kind;
}

/** What is asked for by an annotation, whatever the kind. */
function annotated({ kind, metadata, spec }: Source): MadeObject[] {
  const { name } = metadata;
  const annotations = metadata.annotations ?? {};
  const has = (prefix: string) => Object.keys(annotations).some((key) => key.startsWith(prefix));
  const tls = kind === 'Ingress' && has('cert-manager.io/') ? items(fields(spec).tls).map((one) => one.secretName) : [];
  const listeners = kind === 'Gateway' && has('cert-manager.io/') ? items(fields(spec).listeners) : [];
  const references = listeners.flatMap((one) => items(fields(one.tls).certificateRefs)).map((one) => one.name);
  const isMirrored = annotations['reflector.v1.k8s.emberstack.com/reflection-auto-enabled'] === 'true';
  return [
    ...secrets(...tls, ...references),
    ...(has('operator.1password.io/item-path') ? secrets(annotations['operator.1password.io/item-name']) : []),
    ...(isMirrored ? named(kind, name).map((one) => ({ ...one, namespace: '*' })) : []),
  ];
}

/** `<template>-<set>-<ordinal>`. */
function claims(source: Source): MadeObject[] {
  const templates = source.kind === 'StatefulSet' ? items(fields(source.spec).volumeClaimTemplates) : [];
  const pods = templates.length > 0 ? podLabels(source) : [];
  return templates.flatMap(({ metadata }) =>
    named(
      'PersistentVolumeClaim',
      ...pods.map((pod) => `${fields(metadata).name}-${pod['statefulset.kubernetes.io/pod-name']}`),
    ),
  );
}
