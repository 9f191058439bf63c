import { same } from '../../../kubernetes/defaults';
import { at, type Fields, fields, items } from '../../../kubernetes/manifest';
import { isKept } from '../../../kubernetes/protection';
import { amount } from '../../../kubernetes/quantities';
import type { Consequence } from '../consequence';
import { gone, type Judge, type Patched, patched } from '../judge';

const GROUP = 'kafka.strimzi.io';
const FACTORS = [
  'default.replication.factor',
  'min.insync.replicas',
  'offsets.topic.replication.factor',
  'transaction.state.log.replication.factor',
  'transaction.state.log.min.isr',
];

/** Fewer brokers, fewer copies, other disks, topics that go. */
export const kafka: Judge = (subject) => [
  ...patched(subject, `${GROUP}/KafkaNodePool`).flatMap((one) => [
    ...brokers(one, fields(one.before.spec), fields(one.after.spec)),
    ...storage(one, fields(one.before.spec).storage, fields(one.after.spec).storage),
  ]),
  ...patched(subject, `${GROUP}/Kafka`).flatMap((one) => {
    const [old, now] = [at(one.before.spec, 'kafka'), at(one.after.spec, 'kafka')];
    const broker = { roles: ['broker'] };
    return [
      ...(old.replicas === undefined
        ? []
        : brokers(one, { ...old, ...broker }, { replicas: old.replicas, ...now, ...broker })),
      ...storage(one, old.storage, now.storage),
      ...FACTORS.flatMap((field) => copies(one, field, fields(old.config)[field], fields(now.config)[field])),
    ];
  }),
  ...patched(subject, `${GROUP}/KafkaTopic`).flatMap((one) => {
    const [old, now] = [fields(one.before.spec), fields(one.after.spec)];
    return [
      ...copies(one, 'replicas', old.replicas, now.replicas),
      ...copies(
        one,
        'min.insync.replicas',
        fields(old.config)['min.insync.replicas'],
        fields(now.config)['min.insync.replicas'],
      ),
      ...partitions(one, old.partitions, now.partitions),
    ];
  }),
  ...gone(subject, `${GROUP}/KafkaTopic`).flatMap(({ says, object, manifest }) => {
    const managed = manifest.metadata.annotations?.['strimzi.io/managed'] !== 'false';
    if (!managed || isKept(manifest)) return [];
    const topic = String(fields(manifest.spec).topicName ?? object.name);
    return [says('data/topic-removed', { topic })];
  }),
];

/** Nodes that hold partitions; controllers hold none. */
function brokers({ says }: Patched, old: Fields, now: Fields): Consequence[] {
  const count = ({ roles, replicas }: Fields) =>
    Array.isArray(roles) && roles.includes('broker') ? Number(replicas ?? 0) : 0;
  const [before, after] = [count(old), count(now)];
  return after < before ? [says('data/kafka-brokers-fewer', { before, after })] : [];
}

function copies({ says }: Patched, field: string, old: unknown, now: unknown): Consequence[] {
  const [before, after] = [Number(old ?? 1), Number(now ?? 1)];
  if (!(after < before)) return [];
  return [says('data/kafka-replication-lower', { field, before, after })];
}

function partitions({ says }: Patched, old: unknown, now: unknown): Consequence[] {
  const [before, after] = [Number(old ?? 1), Number(now ?? 1)];
  return after < before ? [says('data/topic-partitions', { before, after })] : [];
}

function storage({ says }: Patched, old: unknown, now: unknown): Consequence[] {
  const [before, after] = [disks(old), disks(now)];
  const what = [...before].flatMap(([id, disk]) => {
    const own = after.get(id);
    if (!own) return [`volume ${id} (${disk.size ?? disk.type}) is taken out`];
    return [
      ...(disk.type === own.type ? [] : [`volume ${id} becomes ${own.type} instead of ${disk.type}`]),
      ...(same(disk.class, own.class) ? [] : [`volume ${id} asks for class ${own.class} instead of ${disk.class}`]),
      ...((amount(own.size) ?? Number.POSITIVE_INFINITY) < (amount(disk.size) ?? 0)
        ? [`volume ${id} shrinks from ${disk.size} to ${own.size}`]
        : []),
    ];
  });
  return what.length > 0 ? [says('data/kafka-storage', { what })] : [];
}

function disks(storage: unknown): Map<string, Fields> {
  const all = fields(storage);
  const own = all.type === 'jbod' ? items(all.volumes) : all.type === undefined ? [] : [all];
  return new Map(own.map((disk) => [String(disk.id ?? 0), disk]));
}
