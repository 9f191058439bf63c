import { type KubeObject, type Reference, refer } from '../../src/cluster/kube';
import { judged, tier } from '../live/support/report';
import { render, type Tree } from '../live/support/tree';
import { changed, without } from './support/change';
import { FLUX_KINDS, type Flux, startFlux } from './support/flux';
import { writes } from './support/snapshot';
import { settled, stays, World } from './support/world';

const RELEASES = 'helm.toolkit.fluxcd.io/v2';
const SOURCES = 'source.toolkit.fluxcd.io/v1';

jest.setTimeout(900_000);

tier('Flux delivers mlops', () => {
  let tree: Tree;
  let world: World;
  let flux: Flux;

  beforeAll(async () => {
    tree = await render('mlops');
    world = await World.open('flux', tree, FLUX_KINDS);
    flux = await startFlux(world.plane, world.outside.env);
  });
  afterAll(() => world?.close());

  const get = (reference: Reference) => world.plane.kube.get(reference);
  const written = async () => ({
    ...(await writes(world.plane.kube, tree, 'kustomize-controller')),
    ...(await writes(world.plane.kube, tree, 'helm-controller')),
  });

  test('from an empty cluster, with the commands that `synth` prints, everything is Ready', async () => {
    const [commit = '', install = '', apply = ''] = world.next;
    expect([commit, install, apply]).toEqual([
      expect.stringMatching(/^commit .*mlops to https:/),
      expect.stringMatching(/^flux install /), // its controllers run already
      expect.stringMatching(/^kubectl apply -k .*gitops\/base$/),
    ]);
    const revision = await world.commit();
    await world.run(apply);
    const said = () => `mlops, 4 Kustomizations and ${tree.graph.releases.length} HelmReleases Ready`;
    await judged(said, 'Flux', () => settled(() => flux.unwell(revision), 600));
    expect([...world.outside.strangers]).toEqual([]);
  });

  test('a second reconciliation changes nothing', async () => {
    const before = await written();
    expect(Object.keys(before).length).toBeGreaterThan(30);
    await flux.reconcileAll();
    await stays(written, 5);
    expect(await written()).toEqual(before);
  });

  test('what somebody deletes or changes is put back', async () => {
    const quota = tree.documents.find(({ manifest }) => manifest.kind === 'ResourceQuota')?.manifest as KubeObject;
    const pods = async () => ((await get(refer(quota)))?.spec as { hard: { pods: string } } | undefined)?.hard.pods;
    const before = await pods();
    expect(await world.plane.kube.delete(refer(quota))).toBe(true);
    await flux.reconcileAll();
    await settled(async () => ((await pods()) === before ? [] : ['deleted']));
    await world.plane.kube.merge(refer(quota), { spec: { hard: { pods: '1' } } });
    await flux.reconcileAll();
    await settled(async () => ((await pods()) === before ? [] : ['changed']));
    await settled(() => flux.unwell());
  });

  test('a Kustomization that somebody deletes leaves what it delivered, and comes back', async () => {
    const components = flux.kustomization('mlops-platform-components');
    const grafana: Reference = {
      apiVersion: RELEASES,
      kind: 'HelmRelease',
      name: 'grafana',
      namespace: 'observability',
    };
    const deployment: Reference = { ...grafana, apiVersion: 'apps/v1', kind: 'Deployment' };
    const uids = async () => [(await get(grafana))?.metadata.uid, (await get(deployment))?.metadata.uid];
    const before = await uids();
    expect(before).not.toContain(undefined);
    await world.plane.kube.delete(components);
    await settled(async () => ((await get(components)) ? ['still there'] : []));
    expect(await stays(uids, 5)).toEqual(before);
    await flux.reconcile(flux.kustomization('mlops-platform-base'));
    await settled(() => flux.unwell());
    expect(await get(components)).toBeDefined();
    expect(await uids()).toEqual(before);
  });

  const QUOTA: Reference = {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    name: 'orchestration-limits',
    namespace: 'orchestration',
  };
  const deliver = async (next: Tree) => {
    await world.write(next);
    const revision = await world.commit();
    await flux.reconcileAll();
    await settled(() => flux.unwell(revision));
  };

  test('another value arrives', async () => {
    await deliver(await changed('mlops', ['orchestration: { cpu: 8', 'orchestration: { cpu: 9']));
    expect((await get(QUOTA))?.spec).toMatchObject({ hard: { 'requests.cpu': '9' } });
  });

  test('a component that is removed goes', async () => {
    expect(await get(QUOTA)).toBeDefined();
    await deliver(await without('mlops', 'limits'));
    await settled(async () => ((await get(QUOTA)) ? ['still there'] : []));
  });

  test('a source that a person suspends stays suspended', async () => {
    const source: Reference = {
      ...flux.kustomization('mlops-infrastructure'),
      apiVersion: SOURCES,
      kind: 'GitRepository',
    };
    await world.run(
      'kubectl patch gitrepository mlops-infrastructure --namespace flux-system --type=merge --patch={"spec":{"suspend":true}}',
    );
    await flux.reconcile(flux.kustomization('mlops-platform-base'));
    expect((await get(source))?.spec).toMatchObject({ suspend: true });
  });
});
