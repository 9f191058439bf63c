import { at, type Fields, fields, items } from '../../../kubernetes/manifest';
import { isKept } from '../../../kubernetes/protection';
import { amount } from '../../../kubernetes/quantities';
import type { Consequence } from '../consequence';
import { gone, type Judge, type Patched, patched } from '../judge';
import { sizesIn } from './sizes';

const CLAIMS_STAY = 'their claims stay, and nobody uses them';
const CLAIMS_GO = 'their claims are deleted with them';

interface Operand {
  readonly operator: string;
  /** What becomes of claims when it is removed. */
  readonly fate: (spec: Fields) => string;
}

/** Custom resources behind which an operator keeps data. */
const OPERANDS: Readonly<Record<string, Operand>> = {
  'kafka.strimzi.io/Kafka': { operator: 'Strimzi', fate: ({ kafka }) => ofKafka(fields(kafka).storage) },
  'kafka.strimzi.io/KafkaNodePool': { operator: 'Strimzi', fate: ({ storage }) => ofKafka(storage) },
  'minio.min.io/Tenant': { operator: 'the MinIO operator', fate: () => CLAIMS_STAY },
  'postgresql.cnpg.io/Cluster': { operator: 'CloudNativePG', fate: () => CLAIMS_GO },
  'elasticsearch.k8s.elastic.co/Elasticsearch': {
    operator: 'ECK',
    fate: ({ volumeClaimDeletePolicy }) =>
      volumeClaimDeletePolicy === 'DeleteOnScaledownOnly' ? CLAIMS_STAY : CLAIMS_GO,
  },
  'clickhouse.altinity.com/ClickHouseInstallation': { operator: 'the ClickHouse operator', fate: () => CLAIMS_GO },
  ...every('the Prometheus operator', ofStatefulSet, [
    ...['monitoring.coreos.com/Prometheus', 'monitoring.coreos.com/PrometheusAgent'],
    ...['monitoring.coreos.com/Alertmanager', 'monitoring.coreos.com/ThanosRuler'],
  ]),
  ...every('the Redis operator', stay, [
    ...['redis.redis.opstreelabs.in/Redis', 'redis.redis.opstreelabs.in/RedisCluster'],
    ...['redis.redis.opstreelabs.in/RedisReplication', 'redis.redis.opstreelabs.in/RedisSentinel'],
  ]),
  ...every('the Redis operator', ofFailover, ['databases.spotahome.com/RedisFailover']),
  ...every('the Loki operator', stay, ['loki.grafana.com/LokiStack']),
  ...every('the Tempo operator', stay, ['tempo.grafana.com/TempoStack', 'tempo.grafana.com/TempoMonolithic']),
  ...every('the VictoriaMetrics operator', unknown, [
    ...['operator.victoriametrics.com/VMSingle', 'operator.victoriametrics.com/VMCluster'],
    ...['operator.victoriametrics.com/VMAlertmanager', 'operator.victoriametrics.com/VMAgent'],
    ...['operator.victoriametrics.com/VLSingle', 'operator.victoriametrics.com/VLogs'],
  ]),
  ...every('the PostgreSQL operator', unknown, [
    ...['acid.zalan.do/postgresql', 'postgres-operator.crunchydata.com/PostgresCluster'],
  ]),
  ...every('the MariaDB operator', unknown, ['k8s.mariadb.com/MariaDB', 'mariadb.mmontes.io/MariaDB']),
  ...every('the MySQL operator', unknown, ['mysql.oracle.com/InnoDBCluster', 'pxc.percona.com/PerconaXtraDBCluster']),
  ...every('the MongoDB operator', unknown, [
    ...['mongodbcommunity.mongodb.com/MongoDBCommunity', 'psmdb.percona.com/PerconaServerMongoDB'],
  ]),
  ...every('the RabbitMQ operator', () => CLAIMS_GO, ['rabbitmq.com/RabbitmqCluster']),
  ...every('the OpenSearch operator', unknown, ['opensearch.opster.io/OpenSearchCluster']),
  ...every('the Cassandra operator', unknown, ['cassandra.datastax.com/CassandraDatacenter']),
  ...every('the Scylla operator', unknown, ['scylla.scylladb.com/ScyllaCluster']),
  ...every('the Dragonfly operator', unknown, ['dragonflydb.io/Dragonfly']),
  ...every('Rook', ofCeph, [
    ...['ceph.rook.io/CephCluster', 'ceph.rook.io/CephBlockPool', 'ceph.rook.io/CephFilesystem'],
    ...['ceph.rook.io/CephObjectStore'],
  ]),
};

/** Keep data only where they ask for a volume: without one, that of their pods goes with every restart anyway. */
const ON_DEMAND = /^(monitoring\.coreos\.com|redis\.redis|databases\.spotahome|operator\.victoriametrics|dragonflydb)/;

function every(operator: string, fate: Operand['fate'], kinds: readonly string[]): Record<string, Operand> {
  return Object.fromEntries(kinds.map((kind) => [kind, { operator, fate }]));
}

function stay(): string {
  return CLAIMS_STAY;
}

function unknown(): string {
  return 'whether their claims go along is up to it';
}

function ofStatefulSet({ persistentVolumeClaimRetentionPolicy }: Fields): string {
  return fields(persistentVolumeClaimRetentionPolicy).whenDeleted === 'Delete' ? CLAIMS_GO : CLAIMS_STAY;
}

function ofFailover({ redis }: Fields): string {
  return at(redis, 'storage').keepAfterDeletion === true ? CLAIMS_STAY : CLAIMS_GO;
}

/** Rook refuses while volumes, buckets or other objects of it are left (rook.io, `CephBlockPool`, `ceph-teardown`). */
function ofCeph({ preserveFilesystemOnDelete, preservePoolsOnDelete, cleanupPolicy }: Fields): string {
  if (preserveFilesystemOnDelete === true || preservePoolsOnDelete === true) return 'its pools and their data stay';
  const wipes = fields(cleanupPolicy).confirmation === 'yes-really-destroy-data';
  return wipes ? 'its disks are wiped' : 'Rook deletes what its pools hold, as soon as nothing uses them';
}

function ofKafka(storage: unknown): string {
  const all = [fields(storage), ...items(fields(storage).volumes)];
  return all.some(({ deleteClaim }) => deleteClaim === true) ? `${CLAIMS_GO} (deleteClaim: true)` : CLAIMS_STAY;
}

/** Operands that go, that no longer ask for a volume, or for a smaller one. */
export const operands: Judge = (subject) =>
  Object.entries(OPERANDS).flatMap(([kind, operand]) => [
    ...gone(subject, kind).flatMap(({ says, manifest }) => {
      const isEmpty = ON_DEMAND.test(kind) && sizesIn(manifest.spec).size === 0;
      if (isKept(manifest) || isEmpty) return [];
      const params = { operator: operand.operator, fate: operand.fate(fields(manifest.spec)) };
      return [says('data/operand-removed', params)];
    }),
    ...(OWN_RULES.test(kind) ? [] : patched(subject, kind).flatMap((one) => smaller(one, operand))),
  ]);

/** Strimzi and MinIO have rules of their own for a volume that changes. */
const OWN_RULES = /^(kafka\.strimzi\.io|minio\.min\.io)/;

function smaller({ says, before, after, change }: Patched, { operator }: Operand): Consequence[] {
  const [old, now] = [sizesIn(before.spec), sizesIn(after.spec)];
  return [...old].flatMap(([field, was]) => {
    const is = now.get(field);
    const changed = { fields: change.fields.map(({ path }) => path).filter((path) => path[0] === 'spec') };
    if (is === undefined) return [says('data/operand-storage-lost', { field, size: was, operator }, changed)];
    if (!((amount(is) ?? Number.POSITIVE_INFINITY) < (amount(was) ?? 0))) return [];
    return [says('data/volume-shrunk', { field, before: was, after: is }, changed)];
  });
}
