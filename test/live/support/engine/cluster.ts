import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type Answer, Kube, type KubeObject, refer } from '../../../../src/cluster/kube';
import { Kubeconfig, kubeconfigPaths } from '../../../../src/cluster/kubeconfig';
import { lacking } from '../deploy';
import { pruned, spelled } from './pruned';
import { type Asked, type Inputs, type Made, PartlyMade } from './stand-in';

/** A stand-in waits no longer, in seconds: nothing is fetched here. */
const PATIENCE = 120;
const POLL_MS = 100;
const ANNOTATION = 'pulumi.com/';
const CONFLICT =
  'server-side apply field conflict detected, see https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/#handle-field-conflicts-on-existing-resources for troubleshooting help';
const ALREADY = `The resource already exists in the cluster. This can happen when:

  - Renaming a Pulumi resource: use an alias to preserve the identity,
    or use deleteBeforeReplace if the resource needs replacement.
  - Managing an existing resource: use a Patch resource (e.g. NamespacePatch)
    to manage specific fields without owning the resource lifecycle.
  - Adopting a resource into Pulumi: use \`pulumi import\`. Note that
    protected resources (e.g. kube-system) cannot be deleted on destroy.
  - Intentional upsert: set upsertExistingObjects on the provider to allow
    server-side apply to update existing objects on create.`;

const isPatch = (type: string): boolean => type.endsWith('Patch');
const said = ({ metadata }: KubeObject, name: string): string | undefined =>
  (metadata.annotations as Readonly<Record<string, string>> | undefined)?.[ANNOTATION + name];
const idOf = ({ metadata: { name, namespace } }: KubeObject): string =>
  [...(namespace ? [namespace] : []), name].join('/');

/** What the provider does with single objects. */
export class Cluster {
  private constructor(readonly kube: Kube) {}

  /** By the path or the text of a kubeconfig, else KUBECONFIG; a text says why it cannot be reached. */
  static async reach(kubeconfig: string | undefined): Promise<Cluster | string> {
    try {
      const kube = new Kube(Cluster.config(kubeconfig));
      await kube.request('GET', '/version');
      return new Cluster(kube);
    } catch (error) {
      return `unable to load schema information from the API server: ${(error as Error).message}`;
    }
  }

  /** Where a kubeconfig leads. */
  static named(kubeconfig: string): string {
    return Cluster.config(kubeconfig).server;
  }

  private static config(kubeconfig: string | undefined): Kubeconfig {
    if (!kubeconfig) return Kubeconfig.read(kubeconfigPaths());
    return existsSync(kubeconfig) ? Kubeconfig.read([kubeconfig]) : Kubeconfig.of(kubeconfig);
  }

  async create({ urn, type, isPreview, timeout }: Asked, inputs: Inputs, upserts: boolean): Promise<Made> {
    const object = inputs as unknown as KubeObject;
    // No chart was rendered, so there is nothing to patch.
    if (isPatch(type) && (isPreview || !(await this.is(object)))) return { id: idOf(object), outs: unmade(inputs) };
    const fieldManager = managerOf(object);
    const force = isPreview || said(object, 'patchForce') === 'true';
    const answer =
      upserts || isPatch(type)
        ? await this.kube.apply(object, { fieldManager, force, dryRun: isPreview })
        : await this.kube.create(object, { fieldManager: 'pulumi-kubernetes', dryRun: isPreview });
    // A preview that cannot be made is none: there is no such namespace or kind yet, or the object is there.
    if (isPreview && !answer.ok && [403, 404, 409].includes(answer.status)) return { id: '', outs: inputs };
    if (!answer.object)
      throw new Error(
        `resource "${urn}" was not successfully created by the Kubernetes API server: ${refusal(answer, fieldManager)}`,
      );
    if (isPreview) return { id: '', outs: kept(inputs, answer.object, fieldManager) };
    const { live, why } = await this.ready(object, timeout);
    const made = { id: idOf(object), outs: kept(inputs, live ?? answer.object, fieldManager) };
    if (why === undefined) return made;
    throw new PartlyMade(
      made,
      `resource "${urn}" was successfully created, but the Kubernetes API server reported that it failed to fully initialize or become live: ${why}`,
    );
  }

  async update({ type, isPreview, timeout }: Asked, before: Inputs, inputs: Inputs): Promise<Inputs> {
    const object = inputs as unknown as KubeObject;
    const there = await this.kube.get(refer(object));
    if (!there && isPatch(type)) return unmade(inputs);
    if (!there) throw new Error(`update of resource failed: ${object.kind} "${object.metadata.name}" not found`);
    const fieldManager = managerOf(object, before);
    const force = said(object, 'patchForce') === 'true';
    const answer = await this.kube.apply(object, { fieldManager, force, dryRun: isPreview });
    if (isPreview && answer.status === 403) return inputs;
    if (isPreview && answer.object) return kept(inputs, answer.object, fieldManager);
    const { live, why } = answer.ok
      ? await this.ready(object, timeout)
      : { live: there, why: refusal(answer, fieldManager) };
    const outs = kept(inputs, live ?? there, fieldManager);
    if (why !== undefined)
      throw new PartlyMade(
        { id: idOf(object), outs },
        `the Kubernetes API server reported that "${idOf(object)}" failed to fully initialize or become live: ${why}`,
      );
    const former = before.__fieldManager;
    if (typeof former === 'string' && former !== fieldManager) await this.relinquish(there, former);
    return outs;
  }

  async read({ type }: Asked, id: string, before: Inputs, inputs: Inputs): Promise<Made | undefined> {
    const known = (Object.keys(inputs).length > 0 ? inputs : before) as unknown as KubeObject;
    const live = await this.kube.get(refer(known));
    if (!live) return isPatch(type) && !isOfCluster(known) ? { id, outs: before, inputs } : undefined;
    const found = pruned(live, spelled(inputs, live)) as Inputs;
    const made = { id, outs: kept(found, live, managerOf(known, before)), inputs: found };
    const why = said(known, 'skipAwait') === 'true' || !READ.has(live.kind) ? undefined : unready(live);
    if (why !== undefined) throw new PartlyMade(made, why);
    return made;
  }

  /** Waits until it is gone. What comes back at once is waited for in vain. */
  async delete({ type, timeout }: Asked, { __inputs, __fieldManager, ...there }: Inputs): Promise<void> {
    const object = there as unknown as KubeObject;
    if (isPatch(type)) return (await this.is(object)) ? this.relinquish(object, String(__fieldManager)) : undefined;
    const before = await this.kube.get(refer(object));
    if (!before || !(await this.kube.delete(refer(object), { propagation: 'Foreground' }))) return;
    for (const deadline = Date.now() + 1000 * (timeout || PATIENCE); ; await sleep(POLL_MS)) {
      const now = await this.kube.get(refer(object));
      if (!now) return;
      if (now.metadata.uid !== before.metadata.uid)
        throw new Error(`${idOf(object)} is there again: the provider would wait for ten minutes`);
      if (Date.now() > deadline) throw new Error(`timed out waiting for ${now.kind} ${idOf(object)} to be deleted`);
    }
  }

  /** Whether a patch finds what it is for: what only a chart would make is not there. */
  private async is(object: KubeObject): Promise<boolean> {
    return isOfCluster(object) || (await this.kube.get(refer(object))) !== undefined;
  }

  /** What was written under this name is nobody's any more. */
  private async relinquish(
    { apiVersion, kind, metadata: { name, namespace } }: KubeObject,
    fieldManager: string,
  ): Promise<void> {
    const bare = { apiVersion, kind, metadata: { name, ...(namespace && { namespace }) } };
    const answer = await this.kube.apply(bare, { fieldManager, force: false });
    if (!answer.ok) throw new Error(refusal(answer, fieldManager));
  }

  private async ready(object: KubeObject, timeout: number): Promise<{ live?: KubeObject; why?: string }> {
    for (const deadline = Date.now() + 1000 * Math.min(timeout || PATIENCE, PATIENCE); ; await sleep(POLL_MS)) {
      const live = await this.kube.get(refer(object));
      const why = said(object, 'skipAwait') === 'true' ? undefined : unready(live);
      if (why === undefined) return live ? { live } : {};
      if (Date.now() > deadline) return { ...(live && { live }), why };
    }
  }
}

/** Made by Kubernetes itself, whatever charts bring. */
const isOfCluster = ({ kind, metadata }: KubeObject): boolean =>
  kind === 'ServiceAccount' && metadata.name === 'default';

const READ = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'Pod', 'Service', 'Ingress']);

/** What the provider waits for, and is not so. */
function unready(live: KubeObject | undefined): string | undefined {
  const { hard } = (live?.spec ?? {}) as Inputs;
  const status = (live?.status ?? {}) as Inputs;
  switch (live?.kind) {
    case 'Service':
    case 'Ingress':
      return 'a stand-in does not wait for what the provider waits for here';
    case 'PersistentVolume':
      return status.phase === 'Available' || status.phase === 'Bound' ? undefined : `is ${status.phase}`;
    case 'ResourceQuota':
      return isDeepStrictEqual(hard, status.hard) ? undefined : 'is not counted';
    default:
      return lacking(live);
  }
}

function managerOf(object: KubeObject, { __fieldManager: former }: Inputs = {}): string {
  return said(object, 'patchFieldManager') ?? (typeof former === 'string' ? former : 'pulumi-kubernetes-unnamed');
}

/** A patch that found nothing to patch. */
const unmade = (inputs: Inputs): Inputs => ({ ...inputs, __inputs: inputs });

const kept = (inputs: Inputs, live: KubeObject, fieldManager: string): Inputs => ({
  ...live,
  __inputs: inputs,
  __initialApiVersion: live.apiVersion,
  __fieldManager: fieldManager,
});

function refusal({ status, message }: Answer, fieldManager: string): string {
  if (status !== 409) return message;
  if (message.includes('already exists')) return `${message}\n\n${ALREADY}`;
  return `${CONFLICT}\nThe resource managed by field manager "${fieldManager}" had an apply conflict: ${message}`;
}
