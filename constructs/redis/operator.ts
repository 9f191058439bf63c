import { bounds, Component, Cpu, HelmRelease, type Namespace, type Resources, Size, type Stack } from '../../src';
import { crd, operatorLabels } from '../operators/brought';

export interface RedisOperatorProps {
  readonly on: Namespace;
  /** Version of the chart. */
  readonly version: string;
  /** @default - 100m, 128Mi, at most 500m and 512Mi, as the operations guide has it */
  readonly resources?: Resources;
}

/** The redis operator of OT-CONTAINER-KIT. Its image runs as uid 65532 (distroless `nonroot`, its Dockerfile says so). */
export class RedisOperator extends Component {
  constructor(stack: Stack, id: string, { on, version, resources = GUIDE }: RedisOperatorProps) {
    super(stack, id);
    new HelmRelease(this, id, {
      namespace: on,
      labels: operatorLabels(id),
      chart: 'redis-operator',
      version,
      repository: 'https://ot-container-kit.github.io/helm-charts/',
      source: 'redis-repo',
      values: {
        redisOperator: { name: id },
        replicas: 1,
        resources: bounds(resources),
        serviceAccountName: id,
      },
      brings: [
        { apiVersion: 'apps/v1', kind: 'Deployment', name: id, labels: { name: id } },
        { apiVersion: 'v1', kind: 'ServiceAccount', name: id },
        ...PLURALS.map((plural) => crd(plural, GROUP)),
      ],
      defines: ['Redis', 'RedisCluster', 'RedisReplication', 'RedisSentinel'].map((kind) => `${GROUP}/${kind}`),
      keep: true, // with its kinds every Redis would go
    });
  }
}

const GROUP = 'redis.redis.opstreelabs.in';
const PLURALS = ['redis', 'redisclusters', 'redisreplications', 'redissentinels'];
const GUIDE = {
  cpu: Cpu.millis(100),
  memory: Size.mebibytes(128),
  cpuLimit: Cpu.millis(500),
  memoryLimit: Size.mebibytes(512),
};
