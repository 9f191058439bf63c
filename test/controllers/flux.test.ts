import type { KubeObject, Reference } from '../../src/cluster/kube';
import { judged, tier } from '../live/support/report';
import { render, type Tree } from '../live/support/tree';
import { changed, without } from './support/change';
import { bootstrap, FLUX_KINDS, type Flux, startFlux } from './support/flux';
import { writes } from './support/snapshot';
import { settled, stays, World } from './support/world';

jest.setTimeout(600_000);

tier('Flux delivers lab', () => {
  let tree: Tree;
  let world: World;
  let flux: Flux;

  beforeAll(async () => {
    tree = await render('lab');
    world = await World.open('flux', tree, FLUX_KINDS);
    flux = await startFlux(world.plane, world.outside.env);
  });
  afterAll(() => world?.close());

  const get = (reference: Reference) => world.plane.kube.get(reference);
  const deployment = (name: string): Reference => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name,
    namespace: 'default',
  });
  const REDIS = deployment('redis');
  const replicas = async () => ((await get(REDIS))?.spec as { replicas: number } | undefined)?.replicas;
  const named = async (kind: string, prefix: string, apiVersion = 'v1') =>
    (await world.plane.kube.list({ apiVersion, kind }, 'default'))
      .map(({ metadata }) => metadata.name)
      .filter((name) => name.startsWith(prefix));
  const written = async () => ({
    ...(await writes(world.plane.kube, tree, 'kustomize-controller')),
    ...(await writes(world.plane.kube, tree, 'helm-controller')),
  });

  /** What a person does after a change: commit, and wait or ask. */
  const deliver = async (next: Tree) => {
    await world.write(next);
    const revision = await world.commit();
    await flux.reconcileAll();
    await settled(() => flux.unwell(revision));
  };

  test('from an empty cluster, with the commands that `synth` prints, everything is Ready', async () => {
    const [commit = '', command = ''] = world.next;
    expect(commit).toMatch(/^commit .*lab to https:\/\/github\.com\/example\/lab$/);
    expect(command).toMatch(/^flux bootstrap github /);
    await judged(
      () => 'lab, 9 Kustomizations and 2 HelmReleases Ready',
      'Flux',
      async () => {
        const revision = await bootstrap(world, command);
        await settled(() => flux.unwell(revision), 300);
      },
    );
    expect([...world.outside.strangers]).toEqual([]);
  });

  test('nothing was made before what it depends on was Ready', async () => {
    const all = new Map((await flux.kustomizations()).map((object) => [object.metadata.name, object]));
    const early: string[] = [];
    for (const [name, object] of all) {
      const { dependsOn = [] } = object.spec as { dependsOn?: { name: string }[] };
      const made = await flux.firstMade(object);
      for (const other of dependsOn)
        if (made < flux.readySince(all.get(other.name))) early.push(`${name} before ${other.name}`);
    }
    expect([...all.values()].filter(({ spec }) => 'dependsOn' in (spec as object))).toHaveLength(8);
    expect(early).toEqual([]);
  });

  test('a second reconciliation changes nothing', async () => {
    const before = await written();
    expect(Object.keys(before).length).toBeGreaterThan(20);
    await flux.reconcileAll();
    await stays(written, 5);
    expect(await written()).toEqual(before);
  });

  test('what somebody deletes comes back with the next reconciliation', async () => {
    const operator = { ...deployment('onepassword-connect-operator'), namespace: 'onepassword' };
    for (const reference of [REDIS, { ...REDIS, apiVersion: 'v1', kind: 'Service' }, operator])
      expect(await world.plane.kube.delete(reference)).toBe(true);
    await flux.reconcileAll();
    await settled(() => flux.unwell());
    for (const reference of [REDIS, { ...REDIS, apiVersion: 'v1', kind: 'Service' }, operator])
      expect(await get(reference)).toBeDefined();
  });

  test('what somebody changes or adds with kubectl is taken back', async () => {
    await world.run('kubectl scale deployment redis --replicas=3');
    await world.run('kubectl annotate deployment redis added=byhand');
    await flux.reconcileAll();
    await settled(() => flux.unwell());
    expect(await replicas()).toBe(1);
    expect((await get(REDIS))?.metadata.annotations).not.toHaveProperty('added');
  });

  test('what is suspended stays as it is, and catches up when it is resumed', async () => {
    await flux.suspend('apps-redis', true);
    await world.run('kubectl scale deployment redis --replicas=3');
    await flux.reconcileAll();
    expect(await stays(replicas, 5)).toBe(3);
    await flux.suspend('apps-redis', false);
    await settled(async () => ((await replicas()) === 1 ? [] : [`${await replicas()} replicas`]));
    await settled(() => flux.unwell());
  });

  test('another value arrives: a generated ConfigMap takes the place of the old one', async () => {
    const [before] = await named('ConfigMap', 'litellm-config-');
    await deliver(await changed('lab', ['gemini-2.5-flash', 'gemini-3-flash']));
    const after = await named('ConfigMap', 'litellm-config-');
    expect(after).toHaveLength(1);
    expect(after).not.toContain(before);
    const { spec } = (await get(deployment('litellm'))) as KubeObject;
    expect(JSON.stringify(spec)).toContain(after[0]);
  });

  test('an upgrade makes a new Job, which takes the place of the old one', async () => {
    const before = await named('Job', 'postgres-databases-', 'batch/v1');
    await deliver(await changed('lab', ['postgres: "16"', 'postgres: "17"']));
    const after = await named('Job', 'postgres-databases-', 'batch/v1');
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(before);
  });

  test('a component that is removed goes', async () => {
    expect(await get(deployment('openwebui'))).toBeDefined();
    await deliver(await without('lab', 'openwebui'));
    await settled(async () => ((await get(flux.kustomization('apps-openwebui'))) ? ['still told'] : []));
    expect(await get(deployment('openwebui'))).toBeUndefined();
  });
});
