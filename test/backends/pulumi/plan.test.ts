import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loweredOf } from '../../../src/backends/artifact';
import { tree } from '../../../src/backends/lower';
import { objectsOf } from '../../../src/backends/pulumi/identity';
import { plan as planOf } from '../../../src/backends/pulumi/plan';
import { reduced } from '../../../src/backends/pulumi/reduced';
import { expanded, type Plan, type Resource, referencesIn } from '../../../src/backends/pulumi/resource';
import type { Graph } from '../../../src/graph/graph';
import type { Manifest } from '../../../src/kubernetes/manifest';
import { ROOT } from '../../support/steading';
import { ENVIRONMENTS, planned } from './planned';

const GOLDEN = join(ROOT, 'test/golden/plans');

describe.each(ENVIRONMENTS)('%s', (name) => {
  it('deploys the objects of the tree, each as it stands there', async () => {
    const { graph, plan } = await planned(name);
    const written = loweredOf(tree(graph, new Map())).filter(({ layer }) => layer === 'workload');
    const contracts = graph.secrets.filter(({ store }) => store === 'sealed-secrets' || store === 'bootstrap');
    const expected = [
      ...written.map(({ manifest }) => manifest),
      ...contracts.map(({ namespace, name: secret }) => ({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { namespace, name: secret },
      })),
    ];
    expect(comparable(objectsOf(plan))).toEqual(comparable(expected));
  });

  it('has everything once, and behind what comes first', async () => {
    const { plan } = await planned(name);
    expect(new Set(plan.map(({ id }) => id)).size).toBe(plan.length);
    expect(plan.flatMap(({ id, ...one }) => before(one).filter((other) => !there(plan, other, id)))).toEqual([]);
  });

  // An environment of a clone has no names yet that it had.
  const file = join(GOLDEN, `${name}.txt`);
  if (existsSync(file) || process.env.UPDATE)
    it('has the names that it had, so that nothing is made anew', async () => {
      const { plan } = await planned(name);
      const text = `${plan.map(line).sort().join('\n')}\n`;
      if (process.env.UPDATE) writeFileSync(file, text);
      expect(text).toBe(readFileSync(file, 'utf8'));
    });

  it('knows its cluster by name, takes over what a killed one had made, and writes as one manager', async () => {
    const { plan, graph } = await planned(name);
    const [cluster] = graph.clusters;
    expect(plan.filter(({ type }) => type === 'pulumi:providers:kubernetes').map(({ inputs }) => inputs)).toEqual(
      cluster
        ? [
            expect.objectContaining({
              clusterIdentifier: `${name}/${cluster.name}`,
              enableServerSideApply: true,
              upsertExistingObjects: true,
            }),
          ]
        : [],
    );
    const managers = objectsOf(plan).map(({ metadata }) => metadata.annotations?.['pulumi.com/patchFieldManager']);
    expect(managers.filter((manager) => manager !== 'steading')).toEqual([]);
  });

  it('sends every resource of Kubernetes to its own cluster, by a provider that is there before it', async () => {
    const { plan, graph } = await planned(name);
    const own = graph.clusters.map(({ name: cluster }) => `pulumi:providers:kubernetes::${cluster}`);
    const inCluster = plan.filter(({ type }) => type.startsWith('kubernetes:'));
    expect([...new Set(inCluster.map(({ provider }) => provider))]).toEqual(own);
    const at = (id: string | undefined) => plan.findIndex((one) => one.id === id);
    expect(inCluster.filter(({ id, provider }) => at(provider) > at(id))).toEqual([]);
  });

  it('patches what the cluster makes itself, and makes again when it is deleted', async () => {
    const { plan, tree } = await planned(name);
    const accounts = tree.filter(({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === 'default');
    const patches = plan.filter(({ type }) => type === 'kubernetes:core/v1:ServiceAccountPatch');
    expect(patches.map(({ name: of }) => of).sort()).toEqual(
      accounts.map(({ metadata }) => `${metadata.namespace}/default`).sort(),
    );
    expect(plan.filter(({ type, name: of }) => type.endsWith(':ServiceAccount') && of.endsWith('/default'))).toEqual(
      [],
    );
    for (const { options } of patches)
      expect(options.aliases).toContainEqual({ type: 'kubernetes:core/v1:ServiceAccount' });
  });

  it('has every value of a Secret encrypted in the state, whoever wrote it', async () => {
    const { plan } = await planned(name);
    const secrets = plan.filter(({ type }) => type === 'kubernetes:core/v1:Secret');
    const open = secrets.filter(({ options }) => !options.additionalSecretOutputs?.includes('data'));
    expect(open.map(({ id }) => id)).toEqual([]);
  });

  it('deletes an object before it makes it again, as both have one name', async () => {
    const { plan } = await planned(name);
    const inCluster = plan.filter(({ type }) => type.startsWith('kubernetes:'));
    expect(inCluster.filter(({ options }) => !options.deleteBeforeReplace).map(({ id }) => id)).toEqual([]);
  });

  it('keeps what holds state when it leaves the program', async () => {
    const { plan } = await planned(name);
    const claims = plan.filter(({ type }) => /:(PersistentVolumeClaim|StatefulSet|Namespace)$/.test(type));
    expect(claims.filter(({ options }) => !options.protect || !options.retainOnDelete)).toEqual([]);
  });
});

it('an order is said once: what another one waits for already is left out, and comes first all the same', () => {
  const one = (id: string, dependsOn: string[], parent?: string) =>
    ({ id, type: 't', name: id, inputs: {}, options: { dependsOn }, ...(parent && { parent }) }) as unknown as Resource;
  const plan = [
    ...[one('a::', []), one('a::1', [], 'a::'), one('a::2', ['a::1'], 'a::')],
    ...[one('b::', []), one('b::1', ['a::'], 'b::'), one('c::1', ['a::', 'b::', 'a::2', 'b::1'])],
  ];
  expect(reduced(plan).map(({ options }) => options.dependsOn)).toEqual([[], [], ['a::1'], [], ['a::'], ['b::']]);
});

it('a patch with a list is applied once, and another one takes over when it or its chart changes', async () => {
  const { graph } = await planned('idp');
  const patched = (changed: Graph) =>
    planOf(changed, new Map(), { mode: 'direct', unprotect: [] }).filter(({ type }) =>
      type.endsWith(':DeploymentPatch'),
    );
  const raised = graph.releases.map((one) => ({ ...one, version: `${one.version}1` }));
  const other = graph.patches.map((one) => ({ ...one, merge: { ...one.merge, paused: [true] } }));
  const maps = graph.patches.map((one) => ({ ...one, merge: { spec: { replicas: 2 } } }));
  const [now, again, newer, changed] = [
    ...[graph, graph],
    ...[
      { ...graph, releases: raised },
      { ...graph, patches: other },
    ],
  ].map((one) => patched(one)[0]);
  const managerOf = (one: Resource | undefined) => JSON.stringify(one?.inputs.metadata);
  expect(now?.options.ignoreChanges).toEqual(['spec']);
  expect(again).toEqual(now);
  expect(new Set([now, newer, changed].map((one) => one?.name)).size).toBe(3);
  expect(new Set([now, newer, changed].map(managerOf)).size).toBe(3);
  expect(patched({ ...graph, patches: maps })[0]).toMatchObject({
    name: 'holmesgpt/holmesgpt/holmesgpt-holmes',
    options: { dependsOn: now?.options.dependsOn },
  });
});

it.each(ENVIRONMENTS)('%s: components wait for each other as the graph says', async (name) => {
  const { plan, graph } = await planned(name);
  const first = new Map<string, Set<string>>();
  for (const one of plan) {
    const said = expanded([...one.options.dependsOn, ...(one.provider ? [one.provider] : [])], plan);
    first.set(one.id, new Set([...said, ...said.flatMap((id) => [...(first.get(id) ?? [])])]));
  }
  const inside = (component: string) =>
    plan.filter(
      ({ parent, type }) => parent === `steading:index:Component::${component}` && type.startsWith('kubernetes:'),
    );
  const broken = graph.orders.flatMap(({ from, to }) =>
    inside(from).flatMap(({ id, type }) =>
      type.endsWith('Patch')
        ? []
        : inside(to).flatMap((other) => (first.get(id)?.has(other.id) ? [] : [`${id} before ${other.id}`])),
    ),
  );
  expect(broken).toEqual([]);
});

describe('an environment whose objects have no cluster of their own', () => {
  const without = async (clusters: number) => {
    const { graph } = await planned('lab');
    const [cluster] = graph.clusters;
    if (!cluster) throw new Error('lab has a cluster');
    const all = Array.from({ length: clusters }, (_, i) => ({ ...cluster, name: `home-${i}` }));
    return () => planOf({ ...graph, clusters: all }, new Map(), { mode: 'direct', unprotect: [] });
  };

  it('is refused, as the engine would take the cluster of whoever runs it', async () => {
    expect(await without(0)).toThrow(
      "environment 'lab' has Kubernetes objects and no cluster: `pulumi up` does not know where they go\nto fix: ",
    );
    expect(await without(2)).toThrow("environment 'lab' has Kubernetes objects and the clusters home-0 and home-1");
    expect(await without(1)).not.toThrow();
  });
});

/** All that one says comes before it. */
const before = ({ parent, provider, options, inputs }: Omit<Resource, 'id'>) => [
  ...(parent ? [parent] : []),
  ...(provider ? [provider] : []),
  ...options.dependsOn,
  ...referencesIn(inputs).map(({ id }) => id),
];

function there(plan: Plan, first: string, then: string): boolean {
  const at = plan.findIndex(({ id }) => id === first);
  const inside = plan.flatMap(({ parent }, i) => (parent === first ? [i] : []));
  const own = plan.findIndex(({ id }) => id === then);
  const isAbove = plan.find(({ id }) => id === then)?.parent === first;
  return at >= 0 && at < own && (isAbove || inside.every((i) => i < own));
}

/** Of Secrets that they are there; of the rest all but what only tells Pulumi or Argo CD how to go about it, and the types of claims. */
function comparable(manifests: readonly Manifest[]) {
  const all = manifests.map((manifest) => {
    const { kind, apiVersion, metadata } = manifest;
    const id = [apiVersion, kind, metadata.namespace, metadata.name].join(' ');
    if (kind === 'Secret') return { id };
    const annotations = Object.entries(metadata.annotations ?? {}).filter(
      ([key]) => !/^(pulumi\.com|argocd\.argoproj\.io|kustomize\.toolkit\.fluxcd\.io)\//.test(key),
    );
    const plain = { ...manifest, metadata: { ...metadata, annotations: Object.fromEntries(annotations) } };
    return { id, manifest: withoutTypesOfClaims(plain) };
  });
  return all.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The API server adds them; the provider would make a StatefulSet anew that gets them (pulumi-kubernetes, `forceNew` of volumeClaimTemplates). */
function withoutTypesOfClaims(manifest: Manifest): Manifest {
  const { volumeClaimTemplates: claims } = (manifest.spec ?? {}) as { volumeClaimTemplates?: readonly Manifest[] };
  if (manifest.kind !== 'StatefulSet' || !claims) return manifest;
  const untyped = claims.map(({ apiVersion: _, kind: __, ...claim }) => claim);
  return { ...manifest, spec: { ...(manifest.spec as object), volumeClaimTemplates: untyped } };
}

/** What the engine tells resources apart by, and whether it may remove one. */
function line({ type, name, parent, options }: Resource): string {
  const parts = [type, name, `in ${parent ?? 'the stack'}`, options.protect ? 'protected' : ''];
  return parts.filter((part) => part !== '').join('  ');
}

it('the names of every environment that this repository runs are held', () => {
  const held = readdirSync(GOLDEN).map((file) => file.replace('.txt', ''));
  expect(held).toEqual(expect.arrayContaining(['gpu', 'homelab', 'idp', 'lab', 'mlops', 'pi']));
});
