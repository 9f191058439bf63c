import { fields, items } from '../../../checks/pods';
import { consequence } from '../consequence';
import { same } from '../defaults';
import { type Judge, type Patched, patched } from '../judge';

/** Fields of custom resources that reach the pods which an operator makes. */
const REACHING: readonly {
  kind: string;
  operator: string;
  fields: (one: Patched['before']) => Record<string, unknown>;
}[] = [
  {
    kind: 'kafka.strimzi.io/Kafka',
    operator: 'Strimzi',
    fields: ({ spec }) => {
      const {
        config,
        version,
        image,
        resources,
        listeners,
        jvmOptions,
        template,
        authorization,
        metricsConfig,
        logging,
      } = fields(fields(spec).kafka);
      return {
        config,
        version,
        image,
        resources,
        listeners,
        jvmOptions,
        template,
        authorization,
        metricsConfig,
        logging,
      };
    },
  },
  {
    kind: 'kafka.strimzi.io/KafkaNodePool',
    operator: 'Strimzi',
    fields: ({ spec }) => {
      const { resources, jvmOptions, template, roles } = fields(spec);
      return { resources, jvmOptions, template, roles };
    },
  },
  {
    kind: 'minio.min.io/Tenant',
    operator: 'the MinIO operator',
    fields: ({ spec }) => {
      const { image, env, configuration, pools } = fields(spec);
      return { image, env, configuration, pools: items(pools).map(({ name, resources }) => ({ name, resources })) };
    },
  },
  {
    kind: 'postgresql.cnpg.io/Cluster',
    operator: 'CloudNativePG',
    fields: ({ spec }) => {
      const { imageName, postgresql, resources } = fields(spec);
      return { imageName, postgresql, resources };
    },
  },
];

/** Pods that an operator restarts because its custom resource says something else. */
export const operands: Judge = (subject) =>
  REACHING.flatMap(({ kind, operator, fields: reaching }) =>
    patched(subject, kind).flatMap(({ object, name, before, after }) => {
      const [old, now] = [reaching(before), reaching(after)];
      const changed = Object.keys(now).filter((key) => !same(old[key], now[key]));
      if (changed.length === 0) return [];
      return [consequence('restart/operand', { object: name, operator, fields: changed }, { about: [object] })];
    }),
  );
