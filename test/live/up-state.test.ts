import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Kube, type KubeObject, refer } from '../../src/cluster/kube';
import { binary } from '../../tools/build';
import { startControlPlane } from '../../tools/control-plane';
import { addNodes, addStorageClasses } from '../../tools/nodes';
import { steading } from '../support/steading';
import { CHART_OBJECT, place, type ServedChart, serveChart } from './support/engine/chart';
import { Engine, FAILED, type Ran, succeeded } from './support/engine/engine';
import { INSTALLING, RELEASE, RENDERED } from './support/engine/helm';
import { shop } from './support/engine/shop';
import { say, tier } from './support/report';
import { STATE } from './support/state';

const HAND = 'canary-that-a-hand-filled-in';
const CARD = 'canary-that-a-person-gave';
interface Policy {
  readonly podSelector: object;
}
const ended = ({ log }: Ran): string[] => log.filter((line) => line.startsWith('end ')).sort();

tier('pulumi up, over and over', () => {
  let plane: Awaited<ReturnType<typeof startControlPlane>>;
  let kube: Kube;
  let root: string;
  let engine: Engine;
  let chart: ServedChart;
  /** While it is there, a chart is being installed. */
  let installing: string;

  const up = async (...settings: string[]): Promise<Ran> => succeeded(await engine.run('up', ...settings));
  const get = (apiVersion: string, kind: string, name: string) =>
    kube.get({ apiVersion, kind, name, namespace: 'shop' });
  const password = async (): Promise<string> => {
    const { PASSWORD = '' } = ((await get('v1', 'Secret', 'login'))?.data ?? {}) as Record<string, string>;
    return Buffer.from(PASSWORD, 'base64').toString();
  };
  const configure = (text: string, by: string): void => {
    const file = join(root, 'Pulumi.shop.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(text, by));
  };

  beforeAll(async () => {
    plane = await startControlPlane({ stateDir: join(STATE, 'up-state') });
    kube = new Kube(plane.kubeconfig);
    await addNodes(kube, [{ name: 'anvil', architecture: 'amd64', cpu: '4', memory: '16Gi' }]);
    await addStorageClasses(kube, [{ name: 'local-path', isDefault: true, volumeBindingMode: 'WaitForFirstConsumer' }]);
    chart = await serveChart();
    root = shop(chart.repository);
    const kubeconfig = join(root, 'kubeconfig');
    copyFileSync(plane.kubeconfig, kubeconfig);
    installing = join(root, 'installing');
    const rendered = join(root, 'rendered.json');
    writeFileSync(rendered, JSON.stringify(CHART_OBJECT));
    engine = await Engine.start({
      root,
      environment: 'shop',
      kubeconfig,
      env: { [INSTALLING]: installing, [RENDERED]: rendered },
    });
  });

  afterAll(async () => {
    engine?.stop();
    chart?.stop();
    await plane?.stop();
  });

  test('a killed one is recovered, and the next one makes what is missing', async () => {
    const { child, ended: over } = await engine.begin('up', `secret.shop.card.CARD=${CARD}`);
    const begun = () => engine.log().some((line) => line.startsWith('end create kubernetes:apps/v1:Deployment'));
    while (!begun() && child.exitCode === null) await sleep(20);
    engine.kill(child, 'all');
    expect(await over).toMatchObject({ code: -1 });
    const locked = await engine.run('up');
    expect(locked.code).toBe(FAILED);
    expect(locked.said).toMatch(/locked by|failed to load checkpoint/);
    // As it is when the engine is killed while it writes: first the backup, then the state.
    if (locked.said.includes('locked by')) copyFileSync(engine.stateFile, `${engine.stateFile}.bak`);
    writeFileSync(engine.stateFile, '');

    const { code, stdout, stderr } = await steading(['recover', 'shop'], { cwd: root, env: engine.env });
    expect([code, stderr]).toEqual([0, expect.stringContaining('its backup, of one step before, is in its place now')]);
    expect(stderr).toContain('1 of 3  pulumi cancel --yes -s shop\n');
    expect(stderr).toContain('3 of 3  pulumi refresh --clear-pending-creates --skip-preview --yes -s shop\n');
    expect(stdout).toContain('what is left to do is `pulumi up -s shop`');

    const { changes } = await up();
    say(`shop: killed after ${changes.same} resources, ${changes.create} were left`);
    expect(changes.create).toBeGreaterThan(0);
    expect((await up()).log).toEqual([]);
  });

  test('a chart that a provider finishes after its engine was killed is in the state again', async () => {
    writeFileSync(installing, '');
    const { child, ended: over } = await engine.begin('up', 'chart=yes');
    const helm = () => get('v1', 'Secret', 'sh.helm.release.v1.cache.v1');
    while (!(await helm()) && child.exitCode === null) await sleep(20);
    engine.kill(child, 'engine');
    await over;
    rmSync(installing);
    await place(kube, 'anvil');
    const { code, stderr } = await steading(['recover', 'shop'], { cwd: root, env: engine.env });
    expect([code, stderr]).toEqual([0, expect.stringContaining('and was not in the state: now it is')]);
    const [release] = engine.resources().filter(({ type }) => type === RELEASE);
    expect(release?.provider).toContain('::pulumi:providers:kubernetes::home::');
    const { log } = await up();
    expect(log.filter((line) => line.includes(RELEASE))).toEqual([]);
    expect((await up()).log).toEqual([]);
    const volumes = [{ name: 'of-the-chart' }, { name: 'ours' }];
    const patched = { spec: { template: { spec: { volumes } } } };
    expect(await get('apps/v1', 'Deployment', 'cache-server')).toMatchObject(patched);
  });

  test('what somebody fills into a Secret is closed in the state, too', async () => {
    const filled = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'till', namespace: 'shop' } };
    const data = { HAND: Buffer.from(HAND).toString('base64') };
    expect(await kube.apply({ ...filled, data } as KubeObject, { fieldManager: 'kubectl' })).toMatchObject({
      ok: true,
    });
    succeeded(await engine.run('refresh'));
    const disk = engine.onDisk();
    expect([HAND, data.HAND].filter((value) => disk.includes(value))).toEqual([]);
    expect((await up()).log).toEqual([]);
  });

  test('what others added and Pulumi does not see is named without a value, and the command that is named takes it out', async () => {
    const kind = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' };
    const open = async () =>
      (await kube.list(kind, 'shop')).filter(({ spec }) => isDeepStrictEqual((spec as Policy).podSelector, {}));
    const [policy] = await open();
    if (!policy) throw new Error('no policy is for every pod');
    const narrowed = { spec: { podSelector: { matchLabels: { extra: 'label' } } } };
    await kube.merge(refer(policy), narrowed, { fieldManager: 'kubectl-edit' });
    const wide = (await open()).length;

    const { said, log } = await up();
    expect(log).toEqual([]);
    expect(said).toContain('kubectl set data.HAND of Secret shop/till, and Pulumi does not see that');
    expect(said).toContain(
      `kubectl-edit set spec.podSelector of NetworkPolicy shop/${policy.metadata.name}, and Pulumi does not see that`,
    );
    expect([HAND, Buffer.from(HAND).toString('base64')].filter((value) => said.includes(value))).toEqual([]);
    const { stderr } = await steading(['recover', 'shop'], { cwd: root, env: engine.env });
    expect(stderr).toContain('kubectl set data.HAND of Secret shop/till');

    const commands = [...said.matchAll(/to fix: (kubectl patch .*)/g)].map(([, command = '']) => command);
    expect(commands).toHaveLength(2);
    const PATH = [dirname(await binary('kubectl', say)), process.env.PATH].join(delimiter);
    for (const command of commands)
      execFileSync('sh', ['-c', command], { env: { PATH, HOME: root, KUBECONFIG: plane.kubeconfig }, stdio: 'ignore' });
    const again = await up();
    expect([again.log, again.said]).toEqual([[], expect.not.stringContaining('Pulumi does not see')]);
    expect(await open()).toHaveLength(wide + 1);
    expect((await get('v1', 'Secret', 'till'))?.data).not.toHaveProperty('HAND');
  });

  test('recover says what is missing', async () => {
    const nowhere = await steading(['recover', 'shop'], { cwd: root, env: { PATH: '/nowhere' } });
    expect(nowhere).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("error: there is no 'pulumi' on the PATH"),
    });
    const another = { ...engine.env, PULUMI_BACKEND_URL: `file://${root}` };
    const empty = await steading(['recover', 'shop'], { cwd: root, env: another });
    expect(empty).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('`pulumi cancel --yes -s shop` ended with'),
    });
  });

  test('values are in the cluster and nowhere else', async () => {
    const { CARD: card } = ((await get('v1', 'Secret', 'card'))?.data ?? {}) as Record<string, string>;
    expect(card).toBe(Buffer.from(CARD).toString('base64'));
    const disk = engine.onDisk() + readFileSync(join(root, 'Pulumi.shop.yaml'), 'utf8');
    const values = [CARD, await password()];
    expect(
      values.flatMap((value) => [value, Buffer.from(value).toString('base64')]).filter((one) => disk.includes(one)),
    ).toEqual([]);
  });

  test('a raised contract is drawn anew and restarts who reads it, and nobody else', async () => {
    const before = await password();
    const ran = await up('rotation={"version":2}');
    expect(ended(ran)).toEqual([
      'end create random:index/randomPassword:RandomPassword::shop/login/PASSWORD',
      'end delete random:index/randomPassword:RandomPassword::shop/login/PASSWORD',
      'end update kubernetes:apps/v1:Deployment::shop/asks',
      'end update kubernetes:apps/v1:StatefulSet::shop/db',
      'end update kubernetes:core/v1:Secret::shop/login',
    ]);
    const after = await password();
    expect(after).toHaveLength(before.length);
    expect(after).not.toBe(before);
    expect([engine.onDisk(), ran.said].filter((text) => text.includes(after) || text.includes(before))).toEqual([]);
  });

  test('another version, more room and a component of another name make nothing anew that has state', async () => {
    const urns = () => new Set(engine.resources().map(({ urn }) => urn.replace(/^.*steading::/, '')));
    const before = urns();
    const claims = await kube.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' }, 'shop');
    const ran = await up('tag=1.29.2', 'sizes={"db":"1Gi","copy":"2Gi"}', 'keeper=keeper');
    expect(ended(ran).filter((line) => !line.startsWith('end update'))).toEqual([]);
    expect(ended(ran)).toContain('end update kubernetes:apps/v1:StatefulSet::shop/db');
    const after = await kube.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' }, 'shop');
    const uids = (all: typeof claims) => all.map(({ metadata: { name, uid } }) => [name, uid]);
    expect(uids(after)).toEqual(uids(claims));
    expect(after.map(({ spec }) => spec)).toContainEqual(
      expect.objectContaining({ resources: { requests: { storage: '2Gi' } } }),
    );
    const component = 'steading:index:Environment$steading:index:Component';
    expect([...before].filter((urn) => !urns().has(urn))).toEqual([`${component}::db`]);
    expect([...urns()].filter((urn) => !before.has(urn))).toEqual([`${component}::keeper`]);
  });

  test('what would be made anew with its state is refused', async () => {
    const { code, said, log } = await engine.run('up', 'sizes={"db":"2Gi","copy":"2Gi"}');
    expect([code, log.filter((line) => /StatefulSet|PersistentVolume/.test(line))]).toEqual([FAILED, []]);
    expect(said).toMatch(
      /unable to replace resource ".*StatefulSet::shop\/db"\s+as it is currently marked for protection/,
    );
    expect((await up('sizes={"db":"1Gi","copy":"2Gi"}')).log).toEqual([]);
  });

  test("what others changed is taken back where it is Steading's as a whole, and is a conflict elsewhere", async () => {
    const changed = async (object: object, fieldManager: string) =>
      expect(await kube.apply(object as KubeObject, { fieldManager })).toMatchObject({ ok: true });
    const metadata = { name: 'other', namespace: 'shop' };
    await changed({ apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { replicas: 2 } }, 'kubectl');
    succeeded(await engine.run('refresh'));
    expect(ended(await up())).toEqual(['end update kubernetes:apps/v1:Deployment::shop/other']);
    expect((await get('apps/v1', 'Deployment', 'other'))?.spec).toMatchObject({ replicas: 1 });

    const labelled = (level: string) => ({
      ...{ apiVersion: 'v1', kind: 'Namespace' },
      metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': level } },
    });
    await changed(labelled('privileged'), 'somebody');
    succeeded(await engine.run('refresh'));
    const { code, said } = await engine.run('up');
    expect(code).toBe(FAILED);
    expect(said).toMatch(
      /managed by field manager "steading" had an apply conflict: .*conflict with "somebody".*pod-security\.kubernetes\.io\/enforce/s,
    );
    await changed({ ...labelled(''), metadata: { name: 'shop' } }, 'somebody');
    await up();
  });

  test('what Pulumi is told to replace is there afterwards', async () => {
    const [urn = ''] = engine.resources().flatMap(({ urn }) => (urn.endsWith('Deployment::shop/other') ? [urn] : []));
    const uid = async () => (await get('apps/v1', 'Deployment', 'other'))?.metadata.uid;
    const before = await uid();
    await engine.ask('up', '--yes', '--skip-preview', '--replace', urn);
    const after = await uid();
    expect([typeof before, typeof after]).toEqual(['string', 'string']);
    expect(after).not.toBe(before);
    expect((await up()).log).toEqual([]);
  });

  test('what keeps state is removed by nobody who has not said so', async () => {
    const refused = await engine.run('up', 'database=no');
    expect(refused.code).toBe(FAILED);
    expect(refused.said).toContain('is protected');
    expect(refused.said).toContain('shop/db');
    expect(await get('apps/v1', 'StatefulSet', 'db')).toBeDefined();
    const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };
    const [copy] = (await kube.list(claim, 'shop')).filter(({ metadata }) => metadata.name.startsWith('copy'));
    expect(copy).toBeDefined();

    const names = JSON.stringify(['shop/db', `shop/${copy?.metadata.name}`]);
    // Of one that was refused the rest may be done: what is not protected is gone, and comes back.
    expect(ended(await up('database=yes', `deploy={"unprotect":${names}}`))).toEqual([
      'end create kubernetes:apps/v1:Deployment::shop/copy',
    ]);
    await up('database=no');
    expect(await get('apps/v1', 'StatefulSet', 'db')).toBeUndefined();
    expect((await engine.run('up')).log).toEqual([]);
  });

  test('destroy leaves what is protected, and says what; what is released from that goes', async () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', name: 'shop' };
    const { code, said } = await engine.run('destroy');
    expect([code, said]).toEqual([
      FAILED,
      expect.stringMatching(/Namespace::shop" cannot be deleted\s+because it is protected/),
    ]);
    expect((await kube.get(namespace))?.metadata).not.toHaveProperty('deletionTimestamp');
    const released = await engine.run('up', `deploy={"unprotect":["shop","shoop"]}`);
    expect([released.code, released.said]).toEqual([0, expect.stringContaining("did you mean 'shop'?")]);
    succeeded(await engine.run('destroy'));
    expect(engine.resources()).toEqual([]);
    expect((await kube.get(namespace))?.metadata ?? { deletionTimestamp: 'over' }).toHaveProperty('deletionTimestamp');
  });

  test('a cluster that does not answer is named before anything is begun', async () => {
    await plane.stop();
    const { code, said, log } = await engine.run('up');
    expect([code, log]).toEqual([FAILED, []]);
    expect(said).toMatch(/the cluster at https:\/\/127\.0\.0\.1:\d+ does not answer: .*\n.*to fix: /);
  });

  test('a mistake in its configuration is told as `steading check` tells it', async () => {
    configure('steading:rotation', 'steading:rotations');
    const { code, said } = await engine.run('up');
    const checked = await steading(['check', 'shop'], { cwd: root, env: { NO_COLOR: '1' } });
    const [text = ''] = checked.stderr.split('\n\n');
    expect([code, checked.code]).toEqual([FAILED, 2]);
    for (const line of text.split('\n')) expect(said).toContain(line.trim());
    expect(said).not.toMatch(/^\s+at /m);
  });
});
