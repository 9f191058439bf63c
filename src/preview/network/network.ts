import { entries, groupBy } from '../../base/sort';
import { at, fields } from '../../kubernetes/manifest';
import { admits, type Direction, Policies, type Policy, policyOf } from '../../kubernetes/network/policies';
import { type Group, keyOf, Population, type Port } from '../../kubernetes/network/population';
import type { Side } from '../side';

const NAME = 'kubernetes.io/metadata.name';

/** One state of a cluster's network: who is there, and which policies hold them up. */
export class Network {
  readonly population: Population;
  readonly groups: ReadonlyMap<string, Group>;
  private readonly policies: Policies;
  private homes: ReadonlyMap<string, Group[]> | undefined;
  private readonly byLabels: ReadonlyMap<string, Group>;

  constructor(side: Side) {
    this.population = new Population(side.objects);
    this.policies = new Policies(side.objects.flatMap(({ manifest }) => policyOf(manifest)));
    this.groups = new Map([...strangers(this.policies.all, this.population), ...this.population.groups]);
    this.byLabels = new Map([...this.groups.values()].map((group) => [labelsOf(group), group]));
  }

  /** The same pods in this state. The name of a Job may have a hash in it, its labels have not. */
  counterpart(group: Group): Group | undefined {
    return this.groups.get(keyOf(group)) ?? this.byLabels.get(labelsOf(group));
  }

  /** With its namespace where another one has such a group as well. */
  nameOf({ name, namespace }: Group): string {
    this.homes ??= groupBy(this.groups.values(), (group) => group.name);
    return (this.homes.get(name)?.length ?? 0) > 1 ? `${namespace}/${name}` : name;
  }

  holding(group: Group, direction: Direction): Policy[] {
    return this.policies.holding(group, direction);
  }

  reaches(from: Group, to: Group, port: Port): boolean {
    return this.passes(from, 'egress', to, port) && this.passes(to, 'ingress', from, port);
  }

  /** A rule says so, rather than nothing standing in the way. */
  isStated(from: Group, to: Group, port: Port): boolean {
    return this.reaches(from, to, port) && this.holding(from, 'egress').length + this.holding(to, 'ingress').length > 0;
  }

  private passes(held: Group, direction: Direction, peer: Group, port: Port): boolean {
    const policies = this.holding(held, direction);
    return policies.length === 0 || admits(policies, direction, peer, port, this.population);
  }
}

function labelsOf({ namespace, labels }: Group): string {
  return JSON.stringify([namespace, entries(labels)]);
}

/** Pods that policies speak of and nobody here makes: those of charts, and of the cluster itself. */
function strangers(policies: readonly Policy[], population: Population): Map<string, Group> {
  const found = new Map<string, Group>();
  for (const { ingress = [], egress = [] } of policies)
    for (const { peer, port, home } of [...ingress, ...egress]) {
      const { podSelector, namespaceSelector } = fields(peer);
      const labels = at(podSelector, 'matchLabels');
      const named = at(namespaceSelector, 'matchLabels')[NAME];
      const namespace = namespaceSelector === undefined ? home : named;
      const name = String(Object.values(labels).at(0) ?? '');
      if (typeof namespace !== 'string' || name === '' || population.has(namespace, labels)) continue;
      const number =
        typeof port?.port === 'number' ? [{ port: port.port, protocol: String(port.protocol ?? 'TCP') }] : [];
      const group = { name, namespace, labels };
      const key = keyOf(group);
      found.set(key, { ...group, ports: unique([...(found.get(key)?.ports ?? []), ...number]) });
    }
  return found;
}

function unique(ports: readonly Port[]): Port[] {
  return [...new Map(ports.map((port) => [`${port.port}/${port.protocol}`, port])).values()];
}
