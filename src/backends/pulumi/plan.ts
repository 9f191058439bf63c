import { groupBy, sortBy } from '../../base/sort';
import type { Graph } from '../../graph/graph';
import type { Sealed } from '../../graph/resolved';
import type { Deployment } from '../../model/delivery';
import { hosts } from '../hosts/commands';
import { lower } from '../manifests/lower';
import { bootstrap } from './bootstrap';
import { hostResources } from './hosts';
import { objectResources, patchResources, releaseResources } from './objects';
import { Precedence } from './precedence';
import { reduced } from './reduced';
import {
  component,
  type Plan,
  type Resource,
  type ResourceId,
  type ResourceOptions,
  referencesIn,
  resource,
} from './resource';
import { drawn, secretObjects } from './secrets';

/** An environment that has a sound tree, and that Pulumi cannot deploy. The message says why and what to do. */
export class PlanError extends Error {
  override name = 'PlanError';

  constructor(environment: string, clusters: readonly string[]) {
    const named = clusters.length === 0 ? 'no cluster' : `the clusters ${clusters.join(' and ')}`;
    super(
      `environment '${environment}' has Kubernetes objects and ${named}: \`pulumi up\` does not know where they go\nto fix: declare one cluster with \`stack.cluster(…)\`, and a further one in an environment of its own`,
    );
  }
}

/**
 * What `pulumi up` deploys: the very objects of the tree, in their order, with the machines outside the cluster before them. Where the tree has
 * ciphertext, the Secret itself stands here. Nothing that is made on demand is a part of it.
 */
export function plan(whole: Graph, sealed: Sealed, { mode, unprotect }: Deployment): Plan {
  const environment = component('Environment', whole.environment);
  const { graph, delivery } = mode === 'gitops' ? bootstrap(whole, sealed) : { graph: whole, delivery: [] };
  const contracts = graph.secrets.filter(({ store }) => store !== '1password');
  const copied = graph.secrets.filter(({ store }) => store === '1password');
  const workload = lower({ ...graph, secrets: copied }, sealed).filter(({ layer }) => layer === 'workload');
  const objects = [...secretObjects(contracts), ...workload, ...delivery];
  const precedence = new Precedence(graph, objects);
  const machines = hostResources(hosts(whole), environment.id);
  const providers = graph.clusters.map(({ name }) => provider(graph.environment, name, machines));
  const inCluster = [
    ...objectResources(graph, objects, precedence),
    ...releaseResources(graph, precedence),
    ...patchResources(graph),
  ];
  const made = [...drawn(contracts), ...madeBy(providers, inCluster, graph.environment)];
  const parents = new Set(made.map(({ parent }) => parent));
  const components = graph.components.map(({ name }) => component('Component', name, environment.id));
  const all = [...[environment, ...machines, ...providers], ...components.filter(({ id }) => parents.has(id)), ...made];
  return reduced(ordered(all)).map((one) => (unprotect.includes(one.name) ? unprotected(one) : one));
}

/** The cluster of each. Without a provider of its own a resource would go to whatever cluster KUBECONFIG names when somebody runs it. */
function madeBy(providers: readonly Resource[], inCluster: readonly Resource[], environment: string): Resource[] {
  const [only, another] = providers;
  if (inCluster.length > 0 && (!only || another))
    throw new PlanError(
      environment,
      providers.map(({ name }) => name),
    );
  return inCluster.map((one) => ({ ...one, ...(only && { provider: only.id }), options: replacedInPlace(one) }));
}

/** Its name is stated, so that `pulumi up --replace` would otherwise apply the new object over the old one, and then delete that. */
const replacedInPlace = ({ options }: Resource): ResourceOptions => ({ ...options, deleteBeforeReplace: true });

/** The way to a cluster. Its name is stated, so that another address of the same cluster makes nothing anew. */
function provider(environment: string, cluster: string, machines: readonly Resource[]): Resource {
  return resource('pulumi:providers:kubernetes', cluster, {
    inputs: {
      clusterIdentifier: `${environment}/${cluster}`,
      kubeconfig: { 'fn::config': 'kubeconfig' },
      enableServerSideApply: true,
      // What a killed engine had made, and nobody has written down, is taken as it is. That nothing is declared twice is our own to see to.
      upsertExistingObjects: true,
      enableConfigMapMutable: true,
      enableSecretMutable: true,
    },
    options: { dependsOn: machines.map(({ id }) => id) },
  });
}

function unprotected(one: Resource): Resource {
  const { protect: _, retainOnDelete: __, ...options } = one.options;
  return { ...one, options };
}

/** Depth first, by name: the same order whatever the order of statements in a stack, and all that comes first comes first. */
function ordered(resources: readonly Resource[]): Plan {
  const all = new Map(resources.map((one) => [one.id, one]));
  if (all.size < resources.length) throw new Error(`two resources of one type and name: ${twice(resources)}`);
  const children = groupBy(resources, ({ parent = '' }) => parent);
  const found = new Set<Resource>();
  const visit = (id: ResourceId): void => {
    const one = all.get(id);
    if (!one || found.has(one)) return;
    if (one.parent) visit(one.parent);
    if (one.provider) visit(one.provider);
    for (const before of [...one.options.dependsOn, ...referencesIn(one.inputs).map(({ id: made }) => made)])
      whole(before);
    found.add(one);
  };
  /** A component is there when all is that is in it. */
  const whole = (id: ResourceId): void => {
    visit(id);
    for (const child of children.get(id) ?? []) whole(child.id);
  };
  for (const { id } of sortBy(resources, ({ id }) => id)) visit(id);
  return [...found];
}

function twice(resources: readonly Resource[]): string {
  const seen = new Set<string>();
  return resources.find(({ id }) => seen.size === seen.add(id).size)?.id ?? '';
}
