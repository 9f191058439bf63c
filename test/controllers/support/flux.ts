import { stringify } from 'yaml';
import { hasCondition, type Kube, type KubeObject, type Reference, refer } from '../../../src/cluster/kube';
import { BOOTSTRAPPED } from '../../../src/model/delivery';
import { binary } from '../../../tools/build';
import { accepted, type Plane } from '../../live/support/plane';
import { say } from '../../live/support/report';
import { freeAddresses, starter } from './servers';
import type { World } from './world';

const NAMESPACE = 'flux-system';
const SOURCE = 'source.toolkit.fluxcd.io/v1';
const KUSTOMIZATION = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization' };
const RELEASE = { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease' };
const GIT = { apiVersion: SOURCE, kind: 'GitRepository' };
const SOURCES = ['Bucket', 'ExternalArtifact', 'GitRepository', 'HelmChart', 'HelmRepository', 'OCIRepository'];

/** Kinds of Flux itself. */
export const FLUX_KINDS: readonly KubeObject[] = [
  KUSTOMIZATION,
  RELEASE,
  ...SOURCES.map((kind) => ({ apiVersion: SOURCE, kind })),
].map((kind) => ({ ...kind, metadata: { name: '', namespace: NAMESPACE } }));

/**
 * Starts Flux' controllers for sources, Kustomizations and HelmReleases as processes that deliver to this control plane and find what is outside by `env`.
 * What waits for something else asks for it every second instead of twice a minute.
 */
export async function startFlux(plane: Plane, env: Readonly<Record<string, string>>): Promise<Flux> {
  const [files = '', ...more] = await freeAddresses(7);
  const start = starter(plane, { ...env, RUNTIME_NAMESPACE: NAMESPACE });
  for (const name of ['source-controller', 'kustomize-controller', 'helm-controller'] as const) {
    const own =
      name === 'source-controller'
        ? ['--storage-path=.', `--storage-addr=${files}`, `--storage-adv-addr=${files}`]
        : [];
    const listens = [`--metrics-addr=${more.pop()}`, `--health-addr=${more.pop()}`];
    start(name, [await binary(name, say), '--watch-all-namespaces', '--requeue-dependency=1s', ...listens, ...own]);
  }
  return new Flux(plane.kube);
}

/**
 * What `flux bootstrap` does once the controllers run, since its command line is in no registry: it commits what Flux has of itself beside the tree, and
 * applies it. Gives back the commit.
 */
export async function bootstrap(world: World, line: string): Promise<string> {
  const [, path = ''] = / --path=(\S+)/.exec(line) ?? [];
  const [, branch = ''] = / --branch=(\S+)/.exec(line) ?? [];
  const [, owner, name] = / --owner=(\S+) --repository=(\S+)/.exec(line) ?? [];
  const metadata = { name: BOOTSTRAPPED, namespace: NAMESPACE };
  const source = {
    ...GIT,
    metadata,
    spec: { interval: '1m0s', ref: { branch }, url: `https://github.com/${owner}/${name}` },
  };
  const sourceRef = { kind: GIT.kind, name: BOOTSTRAPPED };
  const spec = { interval: '10m0s', path: `./${path}`, prune: true, sourceRef };
  const sync = [source, { ...KUSTOMIZATION, metadata, spec }];
  const components = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
  world.beside({
    [`${path}/flux-system/gotk-components.yaml`]: stringify(components),
    [`${path}/flux-system/gotk-sync.yaml`]: sync.map((object) => stringify(object)).join('---\n'),
  });
  const revision = await world.commit();
  await accepted(world.plane.kube, sync);
  return revision;
}

type Status = {
  readonly observedGeneration?: number;
  readonly lastAppliedRevision?: string;
  readonly conditions?: readonly {
    readonly type: string;
    readonly status: string;
    readonly message: string;
    readonly lastTransitionTime: string;
  }[];
};

/** What Flux says of its objects. */
export class Flux {
  constructor(private readonly kube: Kube) {}

  kustomizations(): Promise<KubeObject[]> {
    return this.kube.list(KUSTOMIZATION, NAMESPACE);
  }

  /** What is not Ready, at this commit where one is said, and why: one line each. */
  async unwell(revision?: string): Promise<string[]> {
    const kustomizations = await this.kustomizations();
    const all = [...kustomizations, ...(await this.kube.list(RELEASE))];
    if (kustomizations.length < 2) return ['nothing is told yet'];
    return all.flatMap((object) => {
      const { observedGeneration, lastAppliedRevision = '', conditions = [] } = (object.status ?? {}) as Status;
      const isSeen = observedGeneration === (object.metadata as { generation?: number }).generation;
      const isThere =
        revision === undefined || object.kind !== KUSTOMIZATION.kind || lastAppliedRevision.endsWith(`:${revision}`);
      if (isSeen && isThere && hasCondition(object, 'Ready')) return [];
      const said = conditions.map(({ type, status, message }) => `${type}=${status} ${message}`);
      return [`${object.kind} ${object.metadata.name} at ${lastAppliedRevision}: ${said.join('; ')}`];
    });
  }

  /** Has an object looked at again, as `flux reconcile` does, and waits until it was. */
  async reconcile(reference: Reference): Promise<void> {
    const at = String(process.hrtime.bigint());
    await this.kube.merge(reference, { metadata: { annotations: { 'reconcile.fluxcd.io/requestedAt': at } } });
    const handled = (status: unknown) =>
      (status as { lastHandledReconcileAt?: string } | undefined)?.lastHandledReconcileAt;
    // What is pruned meanwhile is looked at no more.
    const isHandled = (object: KubeObject | undefined) => object === undefined || handled(object.status) === at;
    await this.kube.waitFor(reference, isHandled, 'not looked at', 120_000);
  }

  /** Has everything looked at again: what Git has, what is told, what that tells, and the releases. What is suspended is left alone. */
  async reconcileAll(): Promise<void> {
    for (const kind of [GIT, KUSTOMIZATION, RELEASE]) {
      const all = (await this.kube.list(kind)).filter(({ spec }) => !(spec as { suspend?: boolean }).suspend);
      const isFirst = ({ metadata }: KubeObject): boolean => metadata.name === BOOTSTRAPPED;
      for (const object of [...all.filter(isFirst), ...all.filter((one) => !isFirst(one))])
        await this.reconcile(refer(object));
    }
  }

  /** When the first object of a Kustomization was made, as `2026-01-31T12:00:00Z`. */
  async firstMade({ metadata }: KubeObject): Promise<string> {
    const kinds = ['Deployment', 'StatefulSet', 'Job', 'Service', 'HelmRelease'];
    const all = (await this.kube.listable()).filter(({ kind }) => kinds.includes(kind));
    const labels = `kustomize.toolkit.fluxcd.io/name=${metadata.name}`;
    const made = (await Promise.all(all.map((kind) => this.kube.list(kind, undefined, labels)))).flat();
    const [first = ''] = made.map(({ metadata }) => String(metadata.creationTimestamp)).sort();
    return first;
  }

  /** Since when a Kustomization has been Ready, in the same words. */
  readySince(object: KubeObject | undefined): string {
    const { conditions = [] } = (object?.status ?? {}) as Status;
    return conditions.find(({ type, status }) => type === 'Ready' && status === 'True')?.lastTransitionTime ?? '';
  }

  kustomization(name: string): Reference {
    return { ...KUSTOMIZATION, name, namespace: NAMESPACE };
  }

  /** As `flux suspend` and `flux resume` do. */
  async suspend(name: string, suspend: boolean): Promise<void> {
    await this.kube.merge(this.kustomization(name), { spec: { suspend } }, { fieldManager: 'flux' });
  }
}
