import type { IApplication } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application';
import { groupBy } from '../../base/sort';
import type { ComponentNode, Graph, ReleaseNode } from '../../graph/graph';
import { itself, valuesFile } from '../../graph/itself';
import { kindOf } from '../../graph/orders';
import type { Manifest } from '../../kubernetes/manifest';
import type { GitOpsDelivery } from '../../model/delivery';
import type { Artifact, Lowered } from '../artifact';
import { componentLabels } from '../manifests/labels';
import { document } from '../yaml';
import { type Ignored, patched, patchObjects } from './argocd-patches';
import { artifacts, type Homes } from './files';
import { annotated, holdsState } from './objects';

const IN_CLUSTER = 'https://kubernetes.default.svc';
const ROOT = 'root';
/** By which a chart refers to files of the repository. */
const VALUES = 'values';
/** Trying never ends, and what is tried is the newest commit: otherwise a mistake would stay until somebody synced by hand. */
const RETRY = { limit: -1, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } };

/** The tree for Argo CD: `applications/`, with an app of apps unless a person applies them one by one, `platform/<component>/` with what each Application delivers. */
export function argoCd(graph: Graph, delivery: GitOpsDelivery, objects: readonly Lowered[], homes: Homes): Artifact[] {
  const releases = groupBy(graph.releases, (release) => release.component);
  const ignored = ignoredOf(graph);
  const patching = patchObjects(graph);
  const owned = new Set([...objects, ...patching].map(({ component }) => component));
  const defined = new Set(
    graph.releases.flatMap(({ component, defines }) => defines.map((kind) => `${component} ${kind}`)),
  );
  const isProject = ({ manifest }: Lowered) => kindOf(manifest) === 'argoproj.io/AppProject';
  const project = objects.find(isProject);
  const projectName = project?.manifest.metadata.name ?? 'default';
  // A component that only names what is there, such as a namespace of the system, has nothing to deliver.
  const delivered = graph.components.filter(({ name }) => owned.has(name) || releases.has(name));
  const own = itself(graph);
  const applications = delivered.map((component) =>
    application(component, delivery, projectName, {
      releases: releases.get(component.name) ?? [],
      own,
      hasFiles: owned.has(component.name),
      ignored: ignored(component.name),
    }),
  );
  const everything = delivery.appOfApps === false ? applications : [root(delivery), ...applications];
  return [
    ...(project ? [file(`appproject-${projectName}`, project.component, inWave(project.manifest, -1))] : []),
    ...everything.map((manifest) => file(manifest.metadata.name, manifest.metadata.name, manifest)),
    ...artifacts(
      graph,
      [...objects.filter((object) => !isProject(object)).map((object) => withOptions(object, defined)), ...patching],
      homes,
    ),
    ...(own ? [{ path: valuesFile(own), mode: 0o644 as const, content: document(own.values) }] : []),
  ];
}

function file(name: string, component: string, manifest: Manifest): Artifact {
  return { path: `applications/${name}.yaml`, mode: 0o644, content: [{ component, layer: 'delivery', manifest }] };
}

/**
 * What holds state is neither pruned nor deleted with its Application: a person does that, knowing what it is.
 * An object whose kind comes with a release of the same Application cannot be tried out before that release is there.
 * What waits for the world outside is left out of the health of its Application: later waves do not wait for it.
 */
function withOptions(lowered: Lowered, defined: ReadonlySet<string>): Lowered {
  const { manifest, component } = lowered;
  const options = [
    ...(holdsState(manifest) ? ['Prune=false', 'Delete=false'] : []),
    ...(defined.has(`${component} ${kindOf(manifest)}`) ? ['SkipDryRunOnMissingResource=true'] : []),
  ];
  return {
    ...lowered,
    manifest: annotated(manifest, {
      ...(options.length > 0 && { 'argocd.argoproj.io/sync-options': options.join(',') }),
      ...(waitsOutside(manifest) && { 'argocd.argoproj.io/ignore-healthcheck': 'true' }),
    }),
  };
}

const ISSUERS = new Set(['cert-manager.io/Issuer', 'cert-manager.io/ClusterIssuer']);
const INSIDE = ['selfSigned', 'ca'];

/** A certificate needs DNS and an authority; an issuer signs in at its authority, unless that is a key in the cluster. */
function waitsOutside(manifest: Manifest): boolean {
  const kind = kindOf(manifest);
  const isInside = Object.keys((manifest.spec ?? {}) as object).some((key) => INSIDE.includes(key));
  return kind === 'cert-manager.io/Certificate' || (ISSUERS.has(kind) && !isInside);
}

const inWave = (manifest: Manifest, wave: number): Manifest =>
  annotated(manifest, { 'argocd.argoproj.io/sync-wave': String(wave) });

/** What an Application brings. `own` is the release of Argo CD itself, whose values stand in a file. */
interface Delivered {
  readonly releases: readonly ReleaseNode[];
  readonly own: ReleaseNode | undefined;
  readonly hasFiles: boolean;
  readonly ignored: readonly Ignored[];
}

function application(
  { name, wave }: ComponentNode,
  delivery: GitOpsDelivery,
  project: string,
  { releases, own, hasFiles, ignored }: Delivered,
): Manifest {
  const isOwn = own !== undefined && releases.includes(own);
  const files =
    hasFiles || isOwn
      ? [
          {
            repoURL: delivery.repository,
            targetRevision: delivery.revision,
            ...(hasFiles && { path: folder(delivery, `platform/${name}`) }),
            ...(isOwn && { ref: VALUES }),
          },
        ]
      : [];
  const charts = releases.map((release) => ({
    repoURL: release.repository.replace(/^oci:\/\//, ''), // a registry without its scheme is how Argo CD tells it from a chart repository
    chart: release.chart,
    targetRevision: release.version,
    helm: {
      releaseName: release.name,
      ...(release === own
        ? { valueFiles: [`$${VALUES}/${folder(delivery, valuesFile(release))}`] }
        : { valuesObject: release.values }),
    },
  }));
  const sources = [...charts, ...files];
  const [source] = sources;
  return applicationManifest(delivery, name, {
    wave,
    keep: releases.some((release) => release.keep),
    spec: {
      project,
      ...(sources.length > 1 ? { sources } : source && { source }),
      destination: { server: IN_CLUSTER, ...(releases[0] && { namespace: releases[0].namespace }) },
      ...(ignored.length > 0 && { ignoreDifferences: [...ignored] }),
    },
  });
}

/** What others than Argo CD write: patches, and Secrets that a person fills, which stand in the tree without data. */
function ignoredOf({ patches, secrets }: Graph): (component: string) => Ignored[] {
  const filled = secrets.filter(({ store }) => store === 'manual');
  return (component) => [
    ...patched(patches.filter((patch) => patch.component === component)),
    ...filled
      .filter((secret) => secret.component === component)
      .map(({ name, namespace }) => ({ group: '', kind: 'Secret', name, namespace, jsonPointers: ['/data'] })),
  ];
}

/** The app of apps. It leaves itself out of what it delivers: one that waits for its own health would wait for ever. */
function root(delivery: GitOpsDelivery): Manifest {
  return applicationManifest(delivery, ROOT, {
    wave: 0,
    keep: true,
    spec: {
      project: 'default',
      source: {
        repoURL: delivery.repository,
        targetRevision: delivery.revision,
        path: folder(delivery, 'applications'),
        directory: { exclude: `${ROOT}.yaml` },
      },
      destination: { server: IN_CLUSTER, namespace: delivery.namespace },
    },
  });
}

/** An Application that is to be kept is not deleted with what made it, and takes nothing along when a person deletes it. */
function applicationManifest(
  { namespace }: GitOpsDelivery,
  name: string,
  { wave, keep, spec }: { wave: number; keep: boolean; spec: Omit<NonNullable<IApplication['spec']>, 'syncPolicy'> },
): Manifest {
  return inWave(
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name,
        namespace,
        labels: componentLabels(name),
        ...(keep
          ? { annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' } }
          : { finalizers: ['resources-finalizer.argocd.argoproj.io/foreground'] }),
      },
      spec: {
        ...spec,
        syncPolicy: {
          automated: { prune: true, selfHeal: true },
          syncOptions: ['ServerSideApply=true', ...(spec.ignoreDifferences ? ['RespectIgnoreDifferences=true'] : [])],
          retry: RETRY,
        },
      },
    },
    wave,
  );
}

const folder = ({ path }: GitOpsDelivery, below: string): string => (path === '' ? below : `${path}/${below}`);
