import type { Reference } from '../../src/cluster/kube';
import { judged, tier } from '../live/support/report';
import { render, type Tree } from '../live/support/tree';
import { type ArgoCd, startArgoCd } from './support/argocd';
import { changed, without } from './support/change';
import { writes } from './support/snapshot';
import { settled, stays, World } from './support/world';

jest.setTimeout(1_200_000);

tier('Argo CD delivers homelab', () => {
  let tree: Tree;
  let world: World;
  let argo: ArgoCd;

  beforeAll(async () => {
    tree = await render('homelab');
    world = await World.open('argocd', tree);
  });
  afterAll(() => world?.close());

  const get = (reference: Reference) => world.plane.kube.get(reference);
  const written = () => writes(world.plane.kube, tree, 'argocd-controller');

  test('from an empty cluster, with the commands that `synth` prints, everything is Synced and Healthy', async () => {
    const [commit = '', install = '', root = ''] = world.next;
    expect([commit, install, root]).toEqual([
      expect.stringMatching(/^commit .*homelab to https:/),
      expect.stringMatching(/^helm upgrade --install argocd /),
      expect.stringMatching(/^kubectl apply -f .*root\.yaml$/),
    ]);
    const revision = await world.commit();
    await world.run(install);
    argo = await startArgoCd(world.plane, world.outside.env);
    await world.run(root);
    const said = () => `homelab, ${tree.graph.components.length} components Synced and Healthy`;
    await judged(said, 'Argo CD', () => settled(() => argo.unwell(revision), 900));
    expect([...world.outside.strangers]).toEqual([]);
  });

  test('no wave began before all of the waves before it were Healthy', async () => {
    const waves = new Map(tree.graph.components.map(({ name, wave }) => [name, wave]));
    const all = [...(await argo.applications())].flatMap(([name, { history = [], health }]) => {
      const wave = waves.get(name);
      const [first] = history;
      return first && health && wave !== undefined ? [{ name, wave, began: first.deployStartedAt, health }] : [];
    });
    const early = all.flatMap(({ name, wave, began }) =>
      all
        .filter((other) => other.wave < wave && began < other.health.lastTransitionTime)
        .map((other) => [name, other.name]),
    );
    expect(new Set(all.map(({ wave }) => wave)).size).toBeGreaterThan(4);
    expect(early).toEqual([]);
  });

  test('a second reconciliation changes nothing', async () => {
    const before = await written();
    expect(Object.keys(before).length).toBeGreaterThan(100);
    await argo.refresh('hard');
    await stays(written, 10);
    expect(await written()).toEqual(before);
  });

  const N8N: Reference = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'n8n', namespace: 'automation' };
  const replicas = async () => ((await get(N8N))?.spec as { replicas: number } | undefined)?.replicas;

  test('what somebody deletes or changes is put back', async () => {
    const uid = (await get(N8N))?.metadata.uid;
    await world.plane.kube.delete(N8N);
    await settled(async () => ([undefined, uid].includes((await get(N8N))?.metadata.uid as string) ? ['deleted'] : []));
    await world.plane.kube.merge(N8N, { spec: { replicas: 3 } });
    await settled(async () => ((await replicas()) === 1 ? [] : ['changed']));
    await settled(() => argo.unwell());
  });

  test('what is suspended stays as it is, and a changed value arrives when it is resumed', async () => {
    const image = async () => JSON.stringify((await get(N8N))?.spec);
    // The root Application would take the suspension of another one back.
    const resumeRoot = await argo.suspend('root');
    const resume = await argo.suspend('n8n');
    const before = await image();
    await world.write(await changed('homelab', ['n8n: 2.40.7', 'n8n: 2.40.8']));
    await world.commit();
    await argo.refresh();
    expect(await stays(image, 8)).toBe(before);
    await resume();
    await resumeRoot();
    await settled(async () => ((await image()) === before ? ['the old one'] : []));
    await settled(() => argo.unwell());
  });

  test('an upgrade makes a new Job, which takes the place of the old one', async () => {
    const jobs = async () => {
      const all = await world.plane.kube.list({ apiVersion: 'batch/v1', kind: 'Job' });
      return all.map(({ metadata }) => metadata.name).filter((name) => name.startsWith('postgresql-databases-'));
    };
    const before = await jobs();
    await world.write(await changed('homelab', ['postgresql: "17.6"', 'postgresql: "17.7"']));
    const revision = await world.commit();
    await settled(() => argo.unwell(revision), 600);
    const after = await jobs();
    expect([before.length, after.length]).toEqual([1, 1]);
    expect(after).not.toEqual(before);
  });

  test('a component that is removed takes its objects along, and leaves its volume and its namespace', async () => {
    const volume: Reference = { ...N8N, apiVersion: 'v1', kind: 'PersistentVolumeClaim', name: 'n8n-data' };
    const uid = (await get(volume))?.metadata.uid;
    expect([await get(N8N), uid]).not.toContain(undefined);
    await world.write(await without('homelab', 'n8n'));
    const revision = await world.commit();
    await settled(async () => ((await get(N8N)) ? ['Deployment'] : []), 300);
    await settled(() => argo.unwell(revision));
    expect([...(await argo.applications()).keys()]).not.toContain('n8n');
    expect((await get(volume))?.metadata).toMatchObject({ uid });
    expect((await get(volume))?.metadata).not.toHaveProperty('deletionTimestamp');
    expect(await get({ apiVersion: 'v1', kind: 'Namespace', name: 'automation' })).toBeDefined();
  });
});
