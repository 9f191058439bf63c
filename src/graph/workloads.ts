import { compare, entries, sortBy } from '../base/sort';
import { type Finding, finding } from '../diagnostics/finding';
import type { Where } from '../diagnostics/where';
import type { Container, EnvValue, Health } from '../model/container';
import { Host } from '../model/host';
import type { Grant } from '../model/privileges';
import { SecretKey, sourcesOf } from '../model/secret';
import { quantity } from '../model/units';
import type { Workload } from '../model/workload';
import { scheduledFor } from './architectures';
import type { ContainerNode, EnvNode, WorkloadNode } from './graph';

/** A workload as data, or nothing and a finding if it was placed nowhere. */
export function workloadNode(
  workload: Workload,
  users: readonly string[],
  report: (finding: Finding) => void,
): WorkloadNode[] {
  const { component, name, on, props, at } = workload;
  const subject = { paths: [workload.node.path], at };
  if (on === undefined) {
    report(finding('placement/missing', { name, users }, subject));
    return [];
  }
  if (on instanceof Host) {
    const facets = [
      ...workload.initContainers.map((init) => ({ facet: 'an init container', at: init.at })),
      ...workload.sidecars.map((sidecar) => ({ facet: 'a sidecar', at: sidecar.at })),
      ...workload.permissions.map((permission) => ({ facet: 'a service account', at: permission.at })),
      ...Object.entries(workload.environment).flatMap(([variable, value]) =>
        value instanceof SecretKey
          ? [{ facet: `a key of a secret (${variable})`, at: workload.environmentAt.get(variable) ?? at }]
          : [],
      ),
      ...(props.scheduling ? [{ facet: 'scheduling', at }] : []),
      ...(props.hostNetwork ? [{ facet: 'the network of its node', at }] : []),
      ...(props.kind === 'DaemonSet' ? [{ facet: 'a DaemonSet', at }] : []),
      ...workload.volumes.flatMap((volume) =>
        volume.from ? [{ facet: `volume '${volume.name}' from elsewhere`, at: volume.at }] : [],
      ),
      ...workload.podPatches.map((patch) => ({ facet: 'a patch of its pods', at: patch.at })),
      ...(workload.startHook ? [{ facet: 'a start hook', at: workload.startHook.at }] : []),
    ];
    for (const { facet, at } of facets) {
      report(finding('placement/unsupported', { name, host: on.name, facet }, { ...subject, at }));
    }
  }
  const { kind = 'Deployment', replicas = 1, user, labels = {}, command = [], args = [], resources } = props;
  const main = {
    name: props.container ?? name,
    image: props.image,
    command,
    args,
    env: workload.environment,
    resources,
  };
  const sidecars = sortBy(workload.sidecars, (sidecar) => sidecar.name);
  const nodePorts = new Map(
    component.exposures
      .filter(({ endpoint }) => workload.endpoints.some(({ host }) => host === endpoint.host))
      .flatMap(({ endpoint, way }) => ('nodePort' in way ? [[endpoint.name, way.nodePort] as const] : [])),
  );
  const balanced = component.exposures
    .filter(({ way }) => 'loadBalancer' in way)
    .flatMap(({ endpoint }) => (workload.endpoints.includes(endpoint) ? [endpoint.name] : []));
  const images = [main, ...workload.initContainers, ...sidecars.map(({ props }) => props)].map(({ image }) => image);
  const node: WorkloadNode = {
    component: component.name,
    path: workload.node.path,
    at,
    name,
    kind,
    on: on instanceof Host ? { host: on.name } : { namespace: on.name },
    replicas,
    isAlone: props.alone ?? false,
    schedule: props.schedule,
    service: workload.service,
    clusterIP: props.clusterIP,
    isWritten: props.written !== undefined,
    selector: workload.selector,
    labels,
    user,
    gpu: props.gpu ?? false,
    main: containerNode(main, workload.grants, workload.environmentAt),
    init: workload.initContainers.map((init) => containerNode(init)),
    sidecars: sidecars.map((sidecar) => ({
      ...containerNode({ name: sidecar.name, ...sidecar.props }, sidecar.grants),
      at: sidecar.at,
      user: sidecar.props.user,
      shares: sidecar.props.shares ?? [],
    })),
    permissions: sortBy(workload.permissions, ({ why, rules }) => JSON.stringify([why, rules])),
    ports: sortBy(workload.ports, (port) => port.name).map((port) => {
      const nodePort = nodePorts.get(port.name);
      return {
        ...port,
        ...(nodePort !== undefined && { nodePort }),
        ...(balanced.includes(port.name) && { isBalanced: true }),
      };
    }),
    health: healthOf(workload),
    startHook: workload.startHook?.command,
    podPatches: workload.podPatches,
    scheduling: on instanceof Host ? {} : scheduledFor(images, on, props.scheduling),
    usesHostNetwork: props.hostNetwork !== undefined,
    files: sortBy(workload.files, (file) => file.path).map((file) => ({ ...file, content: file.content() })),
    volumes: sortBy(workload.volumes, (volume) => volume.name).map(({ size, ...volume }) => ({
      ...volume,
      ...(size && { size: quantity(size) }),
    })),
    secretVersions: secretVersions([main, ...workload.initContainers, ...sidecars.map(({ props }) => props)]),
  };
  return [node];
}

/** Asked for at the port that was opened first, unless it says another. */
function healthOf({ health, ports: [first] }: Workload): Health | undefined {
  return health && first ? { port: first.port, ...health } : health;
}

function containerNode(
  { name, image, command = [], args = [], env = {}, resources }: Container,
  grants: readonly Grant[] = [],
  places?: ReadonlyMap<string, Where>,
): ContainerNode {
  return {
    name,
    image: String(image),
    platforms: image.platforms,
    command,
    args,
    env: environment(env, places),
    resources,
    grants: sortBy(grants, ({ privileges, why }) => JSON.stringify([privileges, why])),
  };
}

/** Variables by name, except that one which another refers to as `$(NAME)` stands before it: Kubernetes expands no later ones. */
function environment(env: Readonly<Record<string, EnvValue>>, places?: ReadonlyMap<string, Where>): EnvNode[] {
  const values = new Map(entries(env).map(([name, value]) => [name, typeof value === 'function' ? value() : value]));
  const nodes = new Map<string, EnvNode>();
  const begun = new Set<string>();
  const add = (name: string): void => {
    const value = values.get(name);
    if (value === undefined || begun.has(name)) return;
    begun.add(name);
    if (typeof value === 'string') for (const [, other = ''] of value.matchAll(REFERENCE)) add(other);
    const at = places?.get(name);
    nodes.set(name, {
      name,
      value: value instanceof SecretKey ? { secret: value.secret.name, key: value.name } : value,
      ...(at && { at }),
    });
  };
  for (const name of values.keys()) add(name);
  return [...nodes.values()];
}

const REFERENCE = /\$\(([A-Za-z_][A-Za-z0-9_]*)\)/g;

function secretVersions(containers: readonly { readonly env?: Readonly<Record<string, EnvValue>> }[]): string[] {
  const keys = containers.flatMap(({ env = {} }) => Object.values(env).filter((value) => value instanceof SecretKey));
  const seen = new Set(keys);
  for (const { source } of seen) for (const key of sourcesOf(source)) seen.add(key);
  return [...new Set([...seen].map(({ secret }) => secret))]
    .map(({ name, version }) => `${name}@${version}`)
    .sort(compare);
}
