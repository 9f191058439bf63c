import { type Fields, fields, items } from '../../../checks/pods';
import { consequence } from '../consequence';
import { gone, type Judge } from '../judge';
import { isKept } from '../protection';

const CLAIMS_STAY = 'their claims stay, and nobody uses them';
const CLAIMS_GO = 'their claims are deleted with them';

/** Custom resources behind which an operator keeps data. */
const OPERANDS: Readonly<Record<string, { operator: string; fate: (spec: Fields) => string }>> = {
  'kafka.strimzi.io/Kafka': { operator: 'Strimzi', fate: ({ kafka }) => ofKafka(fields(kafka).storage) },
  'kafka.strimzi.io/KafkaNodePool': { operator: 'Strimzi', fate: ({ storage }) => ofKafka(storage) },
  'minio.min.io/Tenant': { operator: 'the MinIO operator', fate: () => CLAIMS_STAY },
  'postgresql.cnpg.io/Cluster': { operator: 'CloudNativePG', fate: () => CLAIMS_GO },
  'elasticsearch.k8s.elastic.co/Elasticsearch': {
    operator: 'ECK',
    fate: ({ volumeClaimDeletePolicy }) =>
      volumeClaimDeletePolicy === 'DeleteOnScaledownOnly' ? CLAIMS_STAY : CLAIMS_GO,
  },
  'redis.redis.opstreelabs.in/Redis': { operator: 'the Redis operator', fate: () => CLAIMS_STAY },
  'redis.redis.opstreelabs.in/RedisCluster': { operator: 'the Redis operator', fate: () => CLAIMS_STAY },
  'clickhouse.altinity.com/ClickHouseInstallation': { operator: 'the ClickHouse operator', fate: () => CLAIMS_GO },
};

function ofKafka(storage: unknown): string {
  const all = [fields(storage), ...items(fields(storage).volumes)];
  return all.some(({ deleteClaim }) => deleteClaim === true) ? `${CLAIMS_GO} (deleteClaim: true)` : CLAIMS_STAY;
}

export const operands: Judge = (subject) =>
  Object.entries(OPERANDS).flatMap(([kind, { operator, fate }]) =>
    gone(subject, kind).flatMap(({ object, name, manifest }) =>
      isKept(manifest)
        ? []
        : [
            consequence(
              'data/operand-removed',
              { object: name, operator, fate: fate(fields(manifest.spec)) },
              { about: [object] },
            ),
          ],
    ),
  );
