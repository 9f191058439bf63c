import { groupBy } from '../../../base/sort';
import { plural } from '../../../diagnostics/entry';
import { groupOf } from '../../../kubernetes/kinds';
import { fields } from '../../../kubernetes/manifest';
import { isKept } from '../../../kubernetes/protection';
import { identityOf } from '../../match/identity';
import { nameOf } from '../consequence';
import { gone, type Judge } from '../judge';
import { State } from '../state';

/** Kinds whose objects hold data, in the order in which a reader wants to see them. */
const HOLDING = [
  'PersistentVolumeClaim',
  'StatefulSet',
  'Kafka',
  'KafkaNodePool',
  'Tenant',
  'Cluster',
  'Secret',
  'SealedSecret',
];

/** Namespaces that take along what is in them. */
export const namespaces: Judge = (subject) => {
  const removed = gone(subject, '/Namespace').filter(({ manifest }) => !isKept(manifest));
  if (removed.length === 0) return [];
  const within = groupBy(State.of(subject.before).side.objects, ({ manifest }) => manifest.metadata.namespace ?? '');
  return removed.map(({ says, object }) => {
    const inside = (within.get(object.name) ?? []).map(({ manifest }) => manifest);
    const first = HOLDING.flatMap((kind) =>
      inside.filter((one) => one.kind === kind).map(({ metadata }) => `${kind} '${metadata.name}'`),
    );
    const others = inside.length - first.length;
    const holds = [...first, ...(others > 0 ? [plural(others, first.length > 0 ? 'other object' : 'object')] : [])];
    return says('data/namespace-removed', { holds });
  });
};

/** Definitions that take along every object of their kind. */
export const definitions: Judge = (subject) =>
  gone(subject, 'apiextensions.k8s.io/CustomResourceDefinition').flatMap(({ says, manifest }) => {
    if (isKept(manifest)) return [];
    const { group, names } = fields(manifest.spec);
    const kind = String(fields(names).kind);
    const objects = State.of(subject.before)
      .of(kind)
      .filter(({ apiVersion }) => groupOf(apiVersion) === group)
      .map((one) => nameOf(identityOf(one)));
    return [says('data/definition-removed', { kind, objects })];
  });
