import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { compare, sortBy } from '../base/sort';
import type { Finding } from '../diagnostics/finding';
import { broughtBy } from '../model/brought';
import { Cluster } from '../model/cluster';
import { Component } from '../model/component';
import { Host } from '../model/host';
import { Namespace } from '../model/namespace';
import { Operand } from '../model/operand';
import { type BroughtObject, HelmRelease } from '../model/release';
import { Secret } from '../model/secret';
import { HostService, ServiceAlias } from '../model/service';
import type { Stack } from '../model/stack';
import { Workload } from '../model/workload';
import { connectionNodes } from './connections';
import type { Declared } from './declared';
import { endpointNodes } from './endpoints';
import type { Graph } from './graph';
import { hostNode } from './hosts';
import { objectNode, operandNode, patchNodes, releaseNode, secretNode, serviceNode } from './nodes';
import { waves } from './order';
import { orders } from './orders';
import { workloadNode } from './workloads';

/** One walk over the tree of a stack; what comes back is data and knows nothing of constructs. */
export function derive(stack: Stack): { graph: Graph; findings: Finding[] } {
  const declared = collect(stack);
  const findings = [
    ...stack.findings,
    ...declared.components.flatMap(({ checks }) => checks.flatMap((ask) => ask() ?? [])),
  ];

  const secrets = sortBy(declared.secrets.map(secretNode), (secret) => `${secret.namespace}/${secret.name}`);
  const workloads = declared.workloads.flatMap((workload) =>
    workloadNode(workload, usersOf(workload, declared), (found) => findings.push(found)),
  );
  const objects = declared.objects.flatMap((object) => objectNode(object, (found) => findings.push(found)));
  const releases = sortBy(declared.releases.map(releaseNode), (release) => release.name);
  const edges = orders(declared, { objects, releases, secrets });
  const names = declared.components.map((component) => component.name).sort(compare);
  const { wave, findings: cycles } = waves(stack.environment, names, edges);
  findings.push(...cycles);

  const graph: Graph = {
    environment: stack.environment,
    delivery: stack.delivery,
    deliveredAt: stack.deliveredAt,
    components: sortBy(declared.components, (component) => component.name).map((component) => ({
      name: component.name,
      path: component.node.path,
      wave: wave.get(component.name) ?? 0,
      at: component.at,
    })),
    orders: edges,
    clusters: sortBy(declared.clusters, (cluster) => cluster.name).map(({ name, props, at }) => ({
      name,
      ...props,
      brings: [...(props.brings ?? []), ...broughtBy(stack.delivery).filter((object) => !isDeclared(object, declared))],
      at,
    })),
    namespaces: sortBy(declared.namespaces, (namespace) => namespace.name).map(
      ({ name, component, podSecurity, denied, hasTokens, existing, at }) => ({
        name,
        component: component.name,
        path: `${component.node.path}/${name}`,
        podSecurity,
        denied,
        hasTokens,
        existing,
        at,
      }),
    ),
    workloads: sortBy(workloads, (workload) => workload.path),
    services: sortBy(
      [...declared.hostServices, ...declared.aliases].map(serviceNode),
      ({ path, namespace }) => `${path}\0${namespace}`,
    ),
    objects: sortBy(objects, (object) => object.path),
    files: sortBy(
      declared.components.flatMap(({ name, files }) => files.map((file) => ({ ...file, component: name }))),
      ({ path, component }) => `${path}\0${component}`,
    ),
    texts: sortBy(
      declared.components.flatMap(({ name, texts }) =>
        texts.map((file) => ({ ...file, component: name, content: file.content() })),
      ),
      ({ path, component }) => `${path}\0${component}`,
    ),
    varying: sortBy(
      declared.components.flatMap(({ name, varying }) => varying.map((one) => ({ ...one, component: name }))),
      ({ component, object }) => `${component}\0${object}`,
    ),
    expected: sortBy(
      declared.components.flatMap(({ expected }) => expected),
      ({ kind, namespace, name }) => [kind, namespace, name].join('\0'),
    ),
    steps: sortBy(declared.components, ({ name }) => name).flatMap(({ name, steps }) =>
      steps.map((step) => ({ ...step, component: name, how: typeof step.how === 'string' ? step.how : step.how() })),
    ),
    releases,
    operands: sortBy(declared.operands.map(operandNode), (operand) => operand.path),
    patches: sortBy(declared.releases.flatMap(patchNodes), ({ release, target, why }) =>
      [release, target.kind, target.name, why].join('\0'),
    ),
    objectPatches: sortBy(
      declared.components.flatMap(({ name, node, patches }) =>
        patches.map((patch) => ({ ...patch, component: name, path: node.path })),
      ),
      ({ component }) => component,
    ),
    endpoints: endpointNodes(declared),
    connections: connectionNodes(stack.environment, declared, edges),
    secrets,
    hosts: sortBy(declared.hosts, (host) => host.name).map(hostNode),
    acknowledgements: stack.acknowledgements,
  };
  return { graph: Object.freeze(graph), findings };
}

/** A namespace that the stack makes is not brought as well. */
function isDeclared({ kind, name }: BroughtObject, { namespaces }: Declared): boolean {
  return kind === 'Namespace' && namespaces.some((namespace) => namespace.name === name && !namespace.existing);
}

function collect(stack: Stack): Declared {
  const declared: Declared = {
    components: [],
    clusters: [],
    hosts: [],
    namespaces: [],
    workloads: [],
    hostServices: [],
    aliases: [],
    releases: [],
    operands: [],
    secrets: [],
    objects: [],
  };
  const rooms = [
    [Workload, declared.workloads],
    [Component, declared.components],
    [Secret, declared.secrets],
    [HostService, declared.hostServices],
    [Namespace, declared.namespaces],
    [ServiceAlias, declared.aliases],
    [HelmRelease, declared.releases],
    [Operand, declared.operands],
    [Cluster, declared.clusters],
    [Host, declared.hosts],
    [ApiObject, declared.objects],
  ] as readonly (readonly [abstract new (...args: never[]) => unknown, unknown[]])[];
  const open: IConstruct[] = [stack];
  for (let construct = open.pop(); construct; construct = open.pop()) {
    const found = construct;
    rooms.find(([kind]) => found instanceof kind)?.[1].push(found);
    for (const child of found.node.children) open.push(child);
  }
  return declared;
}

/** Who is wired to a workload that is placed nowhere. */
function usersOf({ on, endpoints }: Workload, { workloads, releases, operands }: Declared): string[] {
  if (on !== undefined) return [];
  const hosts = new Set(endpoints.map(({ host }) => host));
  const connections = [...workloads, ...releases, ...operands].flatMap((user) => user.connections);
  return [...new Set(connections.filter(({ to }) => hosts.has(to.host)).map(({ from }) => from.node.path))].sort(
    compare,
  );
}
