import { Component, type Endpoint, HelmRelease, type Namespace, type Stack } from '../../src';
import { crd, operatorLabels } from '../operators/brought';

export interface StrimziProps {
  readonly on: Namespace;
  /** Version of the chart, which is that of the operator. No default: it decides which versions of Kafka run (constructs/kafka/versions). */
  readonly version: string;
  /** Where it looks for clusters, besides its own namespace. */
  readonly watches: readonly Namespace[];
}

/** Strimzi's cluster operator: makes Kafka clusters of custom resources. Its image runs as uid 1001 (its Dockerfile says so). */
export class Strimzi extends Component {
  readonly version: string;
  readonly release: HelmRelease;
  /** How its reconciliations go, for Prometheus. */
  readonly metrics: Endpoint<'http'>;

  constructor(stack: Stack, id: string, { on, version, watches }: StrimziProps) {
    super(stack, id);
    this.version = version;
    const role = { apiVersion: 'rbac.authorization.k8s.io/v1', name: OPERATOR };
    this.release = new HelmRelease(this, 'strimzi-kafka-operator', {
      namespace: on,
      labels: operatorLabels('strimzi-kafka-operator'),
      chart: 'strimzi-kafka-operator',
      version,
      repository: 'https://strimzi.io/charts/',
      values: {
        // Its own namespace it adds itself: named here as well, the chart would make one RoleBinding twice.
        watchNamespaces: watches.filter((one) => one !== on).map(({ name }) => name),
        ...(cannotAsk(version) && { extraEnvs: [versionOf(on.cluster.props.kubernetes)] }),
      },
      brings: [
        { apiVersion: 'apps/v1', kind: 'Deployment', name: OPERATOR, labels: PODS },
        { apiVersion: 'v1', kind: 'ServiceAccount', name: OPERATOR },
        { ...role, kind: 'ClusterRoleBinding', namespace: null },
        ...[on, ...watches].map(({ name }) => ({ ...role, kind: 'RoleBinding', namespace: name })),
        ...['kafkas', 'kafkanodepools', 'kafkatopics', 'kafkausers'].map((kind) => crd(kind, 'kafka.strimzi.io')),
        crd('strimzipodsets', 'core.strimzi.io'),
      ],
      defines: KINDS.map((kind) => `kafka.strimzi.io/${kind}`),
      keep: true, // with its kinds every cluster would go
    });
    this.metrics = this.release.listen({ protocol: 'http', name: 'metrics', port: 8080, pods: PODS });
  }
}

/** Whether the operator's client stops at the version that a Kubernetes from 1.33 on states; since fabric8 7.2 it reads it (strimzi #11386). */
function cannotAsk(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return major === 0 && (minor < 45 || (minor === 45 && patch < 1));
}

/** The version of Kubernetes as the operator reads it from its environment (PlatformFeaturesAvailability, `parseVersionInfo`). */
function versionOf(kubernetes: string) {
  const [major, minor] = kubernetes.replace(/^v/, '').split('.');
  return { name: 'STRIMZI_KUBERNETES_VERSION', value: `major=${major}\nminor=${minor}` };
}

const OPERATOR = 'strimzi-cluster-operator';
const PODS = { name: OPERATOR, 'strimzi.io/kind': 'cluster-operator' };
const KINDS = [
  ...['Kafka', 'KafkaNodePool', 'KafkaTopic', 'KafkaUser', 'KafkaRebalance'],
  ...['KafkaBridge', 'KafkaConnect', 'KafkaConnector', 'KafkaMirrorMaker2'],
];
