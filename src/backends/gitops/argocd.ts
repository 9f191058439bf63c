import type { IApplication } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application';
import type { ComponentNode, Graph, Manifest, ReleaseNode } from '../../graph/graph';
import { kindOf } from '../../graph/orders';
import { groupBy } from '../../graph/sort';
import type { ArgoCdDelivery } from '../../model/delivery';
import type { Artifact, Lowered } from '../artifact';
import { componentLabels } from '../manifests/labels';
import { artifacts, type Homes } from './files';

const KEPT_KINDS = new Set(['Namespace', 'PersistentVolumeClaim', 'StatefulSet']);
const IN_CLUSTER = 'https://kubernetes.default.svc';
const ROOT = 'root';
const SYNC = {
  automated: { prune: true, selfHeal: true },
  syncOptions: ['ServerSideApply=true'],
  retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
};

/** The tree for Argo CD: `applications/` with an app of apps, `platform/<component>/` with what each Application delivers. */
export function argoCd(graph: Graph, delivery: ArgoCdDelivery, objects: readonly Lowered[], homes: Homes): Artifact[] {
  const releases = groupBy(graph.releases, (release) => release.component);
  const owned = new Set(objects.map(({ component }) => component));
  const defined = new Set(
    graph.releases.flatMap(({ component, defines }) => defines.map((kind) => `${component} ${kind}`)),
  );
  const applications = graph.components.map((component) =>
    application(component, delivery, releases.get(component.name) ?? [], owned.has(component.name)),
  );
  return [
    ...[root(delivery), ...applications].map((manifest) => ({
      path: `applications/${manifest.metadata.name}.yaml`,
      mode: 0o644 as const,
      content: [{ component: manifest.metadata.name, layer: 'delivery' as const, manifest }],
    })),
    ...artifacts(
      objects.map((object) => withOptions(object, defined)),
      homes,
    ),
  ];
}

/**
 * What holds state is neither pruned nor deleted with its Application: a person does that, knowing what it is.
 * An object whose kind comes with a release of the same Application cannot be tried out before that release is there.
 */
function withOptions(lowered: Lowered, defined: ReadonlySet<string>): Lowered {
  const { manifest, component } = lowered;
  const options = [
    ...(KEPT_KINDS.has(manifest.kind) ? ['Prune=false', 'Delete=false'] : []),
    ...(defined.has(`${component} ${kindOf(manifest)}`) ? ['SkipDryRunOnMissingResource=true'] : []),
  ];
  if (options.length === 0) return lowered;
  const annotations = { ...manifest.metadata.annotations, 'argocd.argoproj.io/sync-options': options.join(',') };
  return { ...lowered, manifest: { ...manifest, metadata: { ...manifest.metadata, annotations } } };
}

function application(
  { name, wave }: ComponentNode,
  delivery: ArgoCdDelivery,
  releases: readonly ReleaseNode[],
  hasFiles: boolean,
): Manifest {
  const files = hasFiles
    ? [{ repoURL: delivery.repository, targetRevision: delivery.revision, path: folder(delivery, `platform/${name}`) }]
    : [];
  const charts = releases.map(({ name: releaseName, chart, version, repository, values }) => ({
    repoURL: repository,
    chart,
    targetRevision: version,
    helm: { releaseName, valuesObject: values },
  }));
  const sources = [...charts, ...files];
  const [source] = sources;
  return applicationManifest(delivery, name, {
    wave,
    finalizer: true,
    spec: {
      project: 'default',
      ...(sources.length > 1 ? { sources } : source && { source }),
      destination: { server: IN_CLUSTER, ...(releases[0] && { namespace: releases[0].namespace }) },
      syncPolicy: SYNC,
    },
  });
}

/** The app of apps. It leaves itself out of what it delivers: one that waits for its own health would wait for ever. */
function root(delivery: ArgoCdDelivery): Manifest {
  return applicationManifest(delivery, ROOT, {
    wave: 0,
    finalizer: false,
    spec: {
      project: 'default',
      source: {
        repoURL: delivery.repository,
        targetRevision: delivery.revision,
        path: folder(delivery, 'applications'),
        directory: { exclude: `${ROOT}.yaml` },
      },
      destination: { server: IN_CLUSTER, namespace: delivery.namespace },
      syncPolicy: SYNC,
    },
  });
}

function applicationManifest(
  { namespace }: ArgoCdDelivery,
  name: string,
  { wave, finalizer, spec }: { wave: number; finalizer: boolean; spec: NonNullable<IApplication['spec']> },
): Manifest {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name,
      namespace,
      labels: componentLabels(name),
      annotations: { 'argocd.argoproj.io/sync-wave': String(wave) },
      ...(finalizer && { finalizers: ['resources-finalizer.argocd.argoproj.io/foreground'] }),
    },
    spec,
  };
}

const folder = ({ path }: ArgoCdDelivery, below: string): string => (path === '' ? below : `${path}/${below}`);
