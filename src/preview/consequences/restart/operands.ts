import { same } from '../../../kubernetes/defaults';
import { type Fields, fields, items } from '../../../kubernetes/manifest';
import { type Judge, patched } from '../judge';

interface Operand {
  readonly kind: string;
  readonly operator: string;
  /** Where what the pods are made of stands. @default - the spec itself */
  readonly at?: (spec: Fields) => Fields;
  readonly fields: readonly string[];
}

/** Fields of custom resources that reach the pods which an operator makes. */
const REACHING: readonly Operand[] = [
  {
    kind: 'kafka.strimzi.io/Kafka',
    operator: 'Strimzi',
    at: ({ kafka }) => fields(kafka),
    fields: [
      ...['authorization', 'config', 'image', 'jvmOptions', 'listeners', 'logging', 'metricsConfig'],
      ...['resources', 'template', 'version'],
    ],
  },
  {
    kind: 'kafka.strimzi.io/KafkaNodePool',
    operator: 'Strimzi',
    fields: ['jvmOptions', 'resources', 'roles', 'template'],
  },
  {
    kind: 'minio.min.io/Tenant',
    operator: 'the MinIO operator',
    at: ({ pools, ...spec }) => ({ ...spec, pools: items(pools).map(({ name, resources }) => ({ name, resources })) }),
    fields: ['configuration', 'env', 'image', 'pools'],
  },
  {
    kind: 'postgresql.cnpg.io/Cluster',
    operator: 'CloudNativePG',
    fields: ['imageName', 'postgresql', 'resources'],
  },
];

/** Pods that an operator restarts because its custom resource says something else. */
export const operands: Judge = (subject) =>
  REACHING.flatMap(({ kind, operator, at = (spec) => spec, fields: reaching }) =>
    patched(subject, kind).flatMap(({ says, before, after }) => {
      const [old, now] = [at(fields(before.spec)), at(fields(after.spec))];
      const changed = reaching.filter((key) => !same(old[key], now[key]));
      if (changed.length === 0) return [];
      return [says('restart/operand', { operator, fields: changed })];
    }),
  );
