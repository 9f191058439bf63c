import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '../../../../src/cluster/kube';
import { madeAnew } from '../../../support/replaced';
import { Cluster } from './cluster';
import { Helm, RELEASE, releaseDiffers } from './helm';
import { pruned, spelled } from './pruned';
import type { Inputs, StandIn } from './stand-in';

/** Where a Secret or a ConfigMap may not be changed in place. */
const FIXED: Readonly<Record<string, readonly [setting: string, ...fields: string[]]>> = {
  'kubernetes:core/v1:ConfigMap': ['enableConfigMapMutable', 'binaryData', 'data'],
  'kubernetes:core/v1:Secret': ['enableSecretMutable', 'type', 'stringData', 'data'],
};

/** What it is started with: what is not said is off. */
let settings: Inputs = {};
let cluster: Cluster | string = 'nothing was configured';

/**
 * What the provider for Kubernetes 4.32.0 does (`provider.go`, `await.go`), in its server-side mode, on a real API server. It is stricter: fields that
 * nobody knows are refused, and nothing is tried again.
 */
export const kubernetes: StandIn = {
  previews: true,

  async configure(given) {
    if (given.enableServerSideApply === 'false') throw new Error('this stand-in knows server-side apply alone');
    settings = given;
    cluster = await Cluster.reach(given.kubeconfig);
  },

  replacing(before, after) {
    const identifiers = [before.clusterIdentifier, after.clusterIdentifier];
    if (identifiers.every((one) => one !== undefined))
      return identifiers[0] === identifiers[1] ? [] : ['clusterIdentifier'];
    const servers = [before, after].map(({ kubeconfig }) => kubeconfig && Cluster.named(String(kubeconfig)));
    return servers[0] && servers[1] && servers[0] !== servers[1] ? ['kubeconfig'] : [];
  },

  async check({ type }, inputs) {
    const { metadata } = inputs as unknown as KubeObject;
    return type.endsWith('Patch') && !metadata.name
      ? ['patch resources require the `.metadata.name` field to be set']
      : [];
  },

  diff({ type }, before, after) {
    if (type === RELEASE) {
      const replaces = ['name', 'namespace'].filter((key) => before[key] !== after[key]);
      return { isChanged: releaseDiffers(before, after), replaces };
    }
    const { __inputs = {}, __initialApiVersion, __fieldManager, ...live } = before;
    const there = pruned(live, spelled(__inputs, live)) as Inputs;
    const wanted = spelled(after, live) as Inputs;
    const replaces = replacing(type, there, wanted);
    const deleteBeforeReplace = replaces.length > 0 && isDeepStrictEqual(nameOf(there), nameOf(wanted));
    return { isChanged: !isDeepStrictEqual(there, wanted), replaces, deleteBeforeReplace };
  },

  async create(asked, inputs) {
    if (asked.type === RELEASE && asked.isPreview) return { id: '', outs: inputs };
    if (asked.isPreview && typeof cluster === 'string') return { id: '', outs: inputs };
    const there = reached();
    if (asked.type === RELEASE) return new Helm(there.kube, inputs).install();
    return there.create(asked, inputs, settings.upsertExistingObjects === 'true');
  },

  async update(asked, _id, before, inputs) {
    if (asked.isPreview && (asked.type === RELEASE || typeof cluster === 'string')) return inputs;
    const there = reached();
    if (asked.type === RELEASE) return (await new Helm(there.kube, inputs).upgrade()).outs;
    return there.update(asked, before, inputs);
  },

  async read(asked, id, before, inputs) {
    if (typeof cluster === 'string')
      throw new Error(
        'failed to read resource state due to unreachable cluster. If the cluster was deleted, you can remove this resource from Pulumi state',
      );
    if (asked.type === RELEASE) return new Helm(cluster.kube, before).read();
    return cluster.read(asked, id, before, inputs);
  },

  async delete(asked, _id, before) {
    const there = reached();
    if (asked.type === RELEASE) return new Helm(there.kube, before).uninstall();
    return there.delete(asked, before);
  },
};

const nameOf = ({ metadata }: Inputs) => {
  const { name, namespace } = metadata as KubeObject['metadata'];
  return { name, namespace };
};

function reached(): Cluster {
  if (typeof cluster === 'string') throw new Error(`configured Kubernetes cluster is unreachable: ${cluster}`);
  return cluster;
}

function replacing(type: string, there: Inputs, wanted: Inputs): string[] {
  if (type.endsWith('Patch')) return isDeepStrictEqual(nameOf(there), nameOf(wanted)) ? [] : ['metadata'];
  const [setting = '', ...fields] = FIXED[type] ?? [];
  const isFixed = setting !== '' && (settings[setting] !== 'true' || wanted.immutable === true);
  const fixed = isFixed ? fields.filter((field) => !isDeepStrictEqual(there[field], wanted[field])) : [];
  return [...new Set([...madeAnew(type, there, wanted), ...fixed])];
}
