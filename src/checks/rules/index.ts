import { loweredOf } from '../../backends/artifact';
import { type Finding, finding } from '../../diagnostics/finding';
import type { Graph } from '../../graph/graph';
import { configKey } from '../../kubernetes/forms';
import type { Manifest } from '../../kubernetes/manifest';
import type { Check } from '../check';
import { identity } from '../object/objects';
import { binding } from './access';
import { codeOf } from './codes';
import { claim, controller } from './controllers';
import { fluxRules } from './flux';
import { ingress } from './ingress';
import { levels, metadata } from './metadata';
import { endpointSlice, type Networks, networkPolicy, service } from './networking';
import { Place } from './place';
import { pod } from './pods';
import { limitRange, quota } from './quotas';
import { roleRules } from './roles';
import { storageClass } from './storage';

type Rule = (object: Place, networks: Networks | undefined) => void;

const MOST_BYTES = 1024 * 1024;

/** What an API server has by default: `--service-node-port-range`. */
const NODE_PORTS = [30000, 32767] as const;

const POD_MAKERS: readonly (readonly [string, string, readonly string[]])[] = [
  ['apps/v1', 'Deployment', ['spec', 'template']],
  ['apps/v1', 'StatefulSet', ['spec', 'template']],
  ['apps/v1', 'DaemonSet', ['spec', 'template']],
  ['batch/v1', 'Job', ['spec', 'template']],
  ['batch/v1', 'CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
  ['v1', 'Pod', []],
];

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...POD_MAKERS.map(([apiVersion, kind, template]): [string, Rule] => [
    `${apiVersion}/${kind}`,
    (object) => {
      if (kind !== 'Pod' && kind !== 'CronJob') controller(object, kind);
      pod(
        template.reduce((outer, key) => outer.at(key), object),
        kind,
      );
    },
  ]),
  ['v1/ConfigMap', data],
  ['v1/Secret', data],
  ['v1/Namespace', levels],
  ['v1/PersistentVolumeClaim', (object) => claim(object.at('spec'))],
  ['v1/Service', (object, networks) => service(object.at('spec'), networks)],
  ['discovery.k8s.io/v1/EndpointSlice', endpointSlice],
  ['networking.k8s.io/v1/NetworkPolicy', (object) => networkPolicy(object.at('spec'))],
  ...['Role', 'ClusterRole'].map((kind): [string, Rule] => [
    `rbac.authorization.k8s.io/v1/${kind}`,
    (object) => roleRules(object.at('rules')),
  ]),
  ...['RoleBinding', 'ClusterRoleBinding'].map((kind): [string, Rule] => [
    `rbac.authorization.k8s.io/v1/${kind}`,
    (object) => binding(object, kind),
  ]),
  ['v1/ResourceQuota', (object) => quota(object.at('spec'))],
  ['v1/LimitRange', (object) => limitRange(object.at('spec'))],
  ['storage.k8s.io/v1/StorageClass', storageClass],
  ['networking.k8s.io/v1/Ingress', ingress],
  ...fluxRules,
]);

/** What Kubernetes' own validation asks for beyond the schemas of its kinds: forms of names and numbers, fields that need or exclude each other. */
export const rules: Check = ({ graph, artifacts }) => {
  const places = new Map(graph.components.map(({ name, path, at }) => [name, { paths: [path], at }]));
  const networks = networksOf(graph);
  return loweredOf(artifacts).flatMap((lowered): Finding[] => {
    const { manifest, component } = lowered;
    return broken(manifest, networks).map((wrong) =>
      finding(codeOf(manifest.kind, wrong.field), { object: identity(lowered), ...wrong }, places.get(component) ?? {}),
    );
  });
};

function broken(manifest: Manifest, networks: Networks | undefined) {
  const wrong: { field: string; got: string; expected: string }[] = [];
  const object = Place.of(manifest, (found) => wrong.push(found));
  metadata(object.at('metadata'));
  RULES.get(`${manifest.apiVersion}/${manifest.kind}`)?.(object, networks);
  return wrong;
}

function networksOf({ clusters: [cluster], isPart }: Graph): Networks | undefined {
  if (!cluster) return isPart ? { nodePorts: NODE_PORTS } : undefined;
  return { serviceCidr: cluster.serviceCidr, nodePorts: cluster.nodePorts ?? NODE_PORTS };
}

function data(object: Place): void {
  let bytes = 0;
  for (const field of ['data', 'binaryData', 'stringData']) {
    const place = object.at(field);
    for (const key of place.keys()) {
      if (!configKey.test(key)) place.at(key).wrong(`its key to be ${configKey.expected}`);
      bytes += Buffer.byteLength(String(place.at(key).value));
    }
  }
  if (bytes > MOST_BYTES) object.at('data').wrong(`at most ${MOST_BYTES} bytes`);
}
