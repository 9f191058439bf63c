import { compare, entries, sortBy } from '../base/sort';
import type { Graph, HostNode, KeySourceNode, OperandNode, ReleaseNode, SecretNode } from '../graph/graph';
import type { BroughtObject } from '../model/release';
import type { Artifact, Layer } from './artifact';
import { hosts } from './hosts/commands';

/** An object of an environment, whoever makes it. */
export interface ModelObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly component: string | null;
  readonly layer: Layer;
  readonly path: string | null;
  readonly from: string;
}

/** What `steading model ENV` prints: the contract that others build on. `schemas/model.schema.json` describes it. */
export function model(graph: Graph, artifacts: readonly Artifact[]) {
  const objects = [
    ...made(artifacts),
    ...graph.releases.flatMap((release) => brought(release, release.name)),
    ...graph.operands.flatMap((operand) => brought(operand, operand.release)),
    ...graph.clusters.flatMap(({ brings = [] }) => brings.map((object) => system(object))),
  ];
  return {
    schema: 1 as const,
    environment: graph.environment,
    namespaces: namespaces(objects),
    objects: sortBy(objects, ({ apiVersion, kind, namespace, name, path }) =>
      [apiVersion, kind, namespace ?? '', name, path ?? ''].join('\0'),
    ),
    releases: graph.releases.map(({ name, namespace, chart, version, repository, values }) => ({
      name,
      namespace,
      chart,
      version,
      repository,
      values,
    })),
    endpoints: graph.endpoints.map(
      ({ component, name, namespace, host, port, protocol, transport, exposure, address }) => ({
        component,
        name,
        namespace,
        host,
        port,
        protocol,
        transport,
        exposure,
        address,
      }),
    ),
    connections: connections(graph),
    secrets: graph.secrets.map((secret) => ({
      namespace: secret.namespace,
      name: secret.name,
      source: source(secret),
      keys: keys(secret),
    })),
    hosts: hosts(graph).map(machine),
  };
}

function made(artifacts: readonly Artifact[]): ModelObject[] {
  return artifacts.flatMap(({ path, content }) =>
    typeof content === 'string'
      ? []
      : content.map(({ manifest: { apiVersion, kind, metadata }, component, layer }) => ({
          apiVersion,
          kind,
          namespace: metadata.namespace ?? null,
          name: metadata.name,
          labels: Object.fromEntries(entries(metadata.labels ?? {})),
          component,
          layer,
          path,
          from: 'manifest',
        })),
  );
}

function brought({ namespace, component, brings }: ReleaseNode | OperandNode, release: string): ModelObject[] {
  return brings.map((object) => ({
    ...system(object),
    namespace: object.namespace === undefined ? namespace : object.namespace,
    component,
    from: `release/${release}`,
  }));
}

function system({ apiVersion, kind, name, namespace = null, labels = {} }: BroughtObject): ModelObject {
  const sorted = Object.fromEntries(entries(labels));
  return {
    apiVersion,
    kind,
    namespace,
    name,
    labels: sorted,
    component: null,
    layer: 'workload',
    path: null,
    from: 'cluster',
  };
}

function namespaces(objects: readonly ModelObject[]) {
  return sortBy(
    objects
      .filter(({ kind, apiVersion }) => kind === 'Namespace' && apiVersion === 'v1')
      .map(({ name, labels }) => ({ name, labels })),
    ({ name }) => name,
  );
}

/** One line a pair and reason: that two workloads of a component use the same thing is a matter of policies, not of the model. */
function connections(graph: Graph) {
  const all = graph.connections.map(({ from, to, port, why, orders }) => ({ from, to, port, why, orders }));
  return [...new Map(all.map((connection) => [JSON.stringify(connection), connection])).values()];
}

const SOURCE = {
  generated: 'generated',
  derived: 'derived',
  bcrypt: 'derived',
  external: 'external',
  manual: 'manual',
} as const;

function keys({ keys: all }: SecretNode) {
  return all.map((key) => ({ name: key.name, source: SOURCE[key.source.from] }));
}

/** Where a contract as a whole comes from: from a person if any key does, else from an operator, else from a generator, else from others. */
function source(secret: SecretNode): (typeof SOURCE)[KeySourceNode['from']] {
  const sources = keys(secret).map((key) => key.source);
  return (['manual', 'external', 'generated'] as const).find((candidate) => sources.includes(candidate)) ?? 'derived';
}

/** A command of the same host is named without it. What stands in a secret file is not known here. */
function machine({ name: host, address, user, commands }: HostNode) {
  const named = (id: string): string => (id.startsWith(`${host}/`) ? id.slice(host.length + 1) : id);
  const files = commands.flatMap(({ file }) => file ?? []);
  return {
    name: host,
    address,
    user,
    commands: sortBy(commands, ({ name }) => name).map(({ name, as, reboot, test, apply, undo, after }) => ({
      name,
      as,
      reboot,
      test,
      apply,
      undo: undo ?? null,
      after: after.map(named).sort(compare),
    })),
    files: sortBy(files, ({ path }) => path).map(({ path, mode, owner, content }) => ({
      path,
      mode: mode.toString(8).padStart(4, '0'),
      owner,
      ...(typeof content === 'string' && { content }),
    })),
  };
}
