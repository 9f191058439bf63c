import type { KubeObject, Reference } from '../../src/cluster/kube';
import { judged, tier } from '../live/support/report';
import { render, type Tree } from '../live/support/tree';
import { ARGO_CD_KINDS, type ArgoCd, startArgoCd } from './support/argocd';
import { changed } from './support/change';
import { writes } from './support/snapshot';
import { settled, stays, World } from './support/world';

jest.setTimeout(600_000);

tier('Argo CD delivers idp', () => {
  let tree: Tree;
  let world: World;
  let argo: ArgoCd;

  beforeAll(async () => {
    tree = await render('idp');
    world = await World.open('argocd', tree, ARGO_CD_KINDS);
    argo = await startArgoCd(world.plane, world.outside.env);
  });
  afterAll(() => world?.close());

  const get = (reference: Reference) => world.plane.kube.get(reference);
  const apps = (kind: string, name: string): Reference => ({ apiVersion: 'apps/v1', kind, name, namespace: name });
  const PROXY = apps('Deployment', 'llm-proxy');
  const HOLMES = { ...apps('Deployment', 'holmesgpt-holmes'), namespace: 'holmesgpt' };
  const written = () => writes(world.plane.kube, tree, 'argocd-controller');
  const replicas = async () => ((await get(PROXY))?.spec as { replicas: number } | undefined)?.replicas;
  const uidOf = async (reference: Reference) => (await get(reference))?.metadata.uid as string | undefined;

  /** The Job of the patch, as often as it ran. */
  const patched = () => world.jobs.ended.filter(({ job }) => job === 'patch-deployment-holmesgpt-holmes');
  const patches = async (times: number) => {
    await settled(async () => (patched().length === times ? [] : [`${patched().length} Jobs`]));
    expect(patched().at(-1)).toMatchObject({ code: 0, stderr: '' });
    await settled(() => argo.unwell());
    expect(mounts(await get(HOLMES))).toBe(true);
  };
  const mounts = (object: KubeObject | undefined) => JSON.stringify(object?.spec).includes('custom-runbooks.yaml');

  const deliver = async () => {
    const [commit = '', apply = ''] = world.next;
    expect(commit).toMatch(/^commit .*idp to https:\/\/github\.com\/example\/idp-app-v1\.git$/);
    const revision = await world.commit();
    await world.run(apply);
    await settled(() => argo.unwell(revision));
  };

  test('from an empty cluster, with the commands that `synth` prints, everything is Synced and Healthy', async () => {
    await judged(() => 'idp, 5 Applications Synced and Healthy', 'Argo CD', deliver);
    expect([...(await argo.applications()).keys()].sort()).toEqual([
      ...['headscale', 'holmesgpt', 'llm-proxy', 'open-webui', 'qdrant'],
    ]);
    expect([...world.outside.strangers]).toEqual([]);
  });

  test('the Job of a patch runs after the sync; Argo CD leaves alone what it adds', async () => {
    await patches(1);
    await argo.refresh('hard');
    expect(await argo.unwell()).toEqual([]);
    expect(mounts(await get(HOLMES))).toBe(true);
  });

  test('a second reconciliation changes nothing', async () => {
    const before = await written();
    expect(Object.keys(before).length).toBeGreaterThan(30);
    await argo.refresh('hard');
    await stays(written, 10);
    expect(await written()).toEqual(before);
  });

  test('what somebody deletes comes back', async () => {
    for (const reference of [PROXY, { ...PROXY, apiVersion: 'v1', kind: 'Service' }]) {
      const uid = await uidOf(reference);
      await world.plane.kube.delete(reference);
      await settled(async () => ([undefined, uid].includes(await uidOf(reference)) ? [reference.kind] : []));
    }
    await settled(() => argo.unwell());
  });

  test('what somebody changes is taken back, what somebody adds stays', async () => {
    await world.plane.kube.merge(PROXY, { spec: { replicas: 3 }, metadata: { annotations: { added: 'by hand' } } });
    await settled(async () => ((await replicas()) === 1 ? [] : ['replicas']));
    await settled(() => argo.unwell());
    expect((await get(PROXY))?.metadata.annotations).toMatchObject({ added: 'by hand' });
  });

  test('a Secret that a person fills keeps its values', async () => {
    const secret: Reference = { apiVersion: 'v1', kind: 'Secret', name: 'tailscale-auth', namespace: 'llm-proxy' };
    await world.plane.kube.merge(secret, { data: { TS_AUTHKEY: 'c3RhbmQtaW4=' } });
    await argo.refresh('hard');
    await settled(() => argo.unwell());
    await argo.sync('llm-proxy');
    await settled(() => argo.unwell());
    expect((await get(secret))?.data).toEqual({ TS_AUTHKEY: 'c3RhbmQtaW4=' });
  });

  test('a Deployment that was deleted has no patch until the next whole sync', async () => {
    await world.plane.kube.delete(HOLMES);
    await settled(async () => ((await get(HOLMES)) ? [] : ['holmes']));
    await settled(() => argo.unwell());
    await stays(async () => patched().length, 5);
    expect([patched().length, mounts(await get(HOLMES))]).toEqual([1, false]);
    await argo.sync('holmesgpt');
    await patches(2);
  });

  test('another value arrives, with a new Job that patches', async () => {
    await world.write(await changed('idp', ['qwen3-coder-30b-a3b-instruct-mlx', 'another-model']));
    await deliver();
    const values = await get({ ...HOLMES, apiVersion: 'v1', kind: 'ConfigMap', name: 'holmesgpt-values' });
    expect(JSON.stringify(values?.data)).toContain('another-model');
    await patches(3);
  });

  test('what is suspended stays as it is, and catches up when it is resumed', async () => {
    const resume = await argo.suspend('headscale');
    const config: Reference = { apiVersion: 'v1', kind: 'ConfigMap', name: 'headscale-config', namespace: 'headscale' };
    const before = await get(config);
    await world.write(
      await changed('idp', ['qwen3-coder-30b-a3b-instruct-mlx', 'another-model'], ['tailnet.local', 'tailnet.example']),
    );
    await world.commit();
    await argo.refresh();
    await stays(async () => (await get(config))?.data, 8);
    expect((await get(config))?.data).toEqual(before?.data);
    await resume();
    await settled(async () => (JSON.stringify((await get(config))?.data).includes('tailnet.example') ? [] : ['old']));
    await settled(() => argo.unwell());
  });

  test('a component that is removed goes with all but its namespace and its state', async () => {
    await world.write(
      await changed('idp', ['variant: tailscale', 'variant: direct'], ['keepProxy: true', 'keepProxy: false']),
    );
    const revision = await world.commit();
    await world.run(world.next[1] ?? '');
    await world.run('kubectl delete application llm-proxy --namespace argocd');
    await settled(async () => ((await get(PROXY)) ? ['Deployment'] : []));
    await settled(() => argo.unwell(revision));
    expect(await get({ apiVersion: 'v1', kind: 'Namespace', name: 'llm-proxy' })).toBeDefined();
  });
});
