import { plan } from '../../src/backends/pulumi/plan';
import type { Plan } from '../../src/backends/pulumi/resource';
import { configKey } from '../../src/backends/pulumi/secrets';
import { type Kube, type KubeObject, refer } from '../../tools/kube';
import { ROOT } from '../support/steading';
import { Engine, type Ran, succeeded } from './support/engine/engine';
import { tooEarly, unlike } from './support/engine/judge';
import { type Plane, startPlane } from './support/plane';
import { judged, say, tier } from './support/report';
import { render, type Tree } from './support/tree';

const GIVEN = 'canary-that-a-person-gave';
const ENGINE = "Pulumi's engine 3.200.0, over kube-apiserver";

tier.each(['homelab', 'idp', 'lab'])('pulumi up of %s', (name) => {
  let tree: Tree;
  let planned: Plan;
  let plane: Plane | undefined;
  let engine: Engine | undefined;
  let first: Ran;
  let given: string | undefined;

  const ours = () => {
    if (!plane || !engine) throw new Error('nothing was started');
    return { kube: plane.kube, engine };
  };

  beforeAll(async () => {
    tree = await render(name);
    planned = planOf(tree);
    plane = await startPlane('up', tree, { nodes: true });
    const { missing, kubeconfig } = plane;
    const noted = missing.map(({ apiVersion, kind }) => `kubernetes:${apiVersion}:${kind}`);
    engine = await Engine.start({ root: ROOT, environment: name, kubeconfig, noted });
    given = givenTo(tree);
    const said = ({ changes }: Ran) => `${name}: ${changes.create} resources created`;
    first = succeeded(await judged(said, ENGINE, () => ours().engine.run('up', ...(given ? [given] : []))));
  }, 400_000);

  afterAll(async () => {
    engine?.stop();
    await plane?.stop();
  });

  test('everything is made', () => {
    expect(first.changes).toEqual({ create: planned.length + 1 });
  });

  test('nothing begins before all that comes first has ended', () => {
    expect(tooEarly(planned, first.log)).toEqual([]);
  });

  test('every object is in the cluster as the tree has it', async () => {
    const { kube } = ours();
    expect(await unlike(kube, tree, plane?.missing ?? [])).toEqual([]);
  });

  test('no value is in the state, its history or anything that was said', async () => {
    const { kube, engine } = ours();
    const values = await drawnValues(kube, tree);
    expect(await present(kube, tree, GIVEN)).toBe(given !== undefined);
    const [disk, log] = [engine.onDisk(), engine.log().join('\n')];
    const all = [...values, GIVEN].flatMap((value) => [value, Buffer.from(value).toString('base64')]);
    expect(all.filter((value) => [disk, log, first.said].some((text) => text.includes(value)))).toEqual([]);
    expect(disk).toContain('ciphertext');
    say(`${name}: ${values.length} values looked for`);
  });

  test('a second one changes nothing', async () => {
    const { changes, log } = succeeded(await ours().engine.run('up'));
    expect([changes, log]).toEqual([{ same: planned.length + 1 }, []]);
  });

  test('what somebody changed or deleted is put back, and nothing else is touched', async () => {
    const { kube, engine } = ours();
    const [deployment, config] = ['apps/v1:Deployment', 'core/v1:ConfigMap'].map((type) =>
      planned.find((one) => one.type === `kubernetes:${type}`),
    );
    if (!deployment || !config) throw new Error('there is nothing to change');
    const scaled = refer(deployment.inputs as unknown as KubeObject);
    const before = await kube.get(scaled);
    const { metadata, ...object } = deployment.inputs as unknown as KubeObject;
    const { name: called, namespace } = metadata;
    const replicas = { ...object, metadata: { name: called, namespace }, spec: { replicas: 3 } };
    expect(await kube.apply(replicas as unknown as KubeObject, { fieldManager: 'kubectl' })).toMatchObject({
      ok: true,
    });
    expect(await kube.delete(refer(config.inputs as unknown as KubeObject))).toBe(true);
    const seen = succeeded(await engine.run('refresh'));
    const { log } = succeeded(await engine.run('up'));
    expect(log.filter((line) => line.startsWith('end')).sort()).toEqual([
      `end create ${config.id}`,
      `end update ${deployment.id}`,
    ]);
    expect(seen.changes).toEqual({ same: planned.length - 1, update: 1, delete: 1 });
    expect((await kube.get(scaled))?.spec).toEqual(before?.spec);
    expect(await kube.get(refer(config.inputs as unknown as KubeObject))).toMatchObject({ data: config.inputs.data });
  });
});

function planOf({ graph, sealed }: Tree): Plan {
  return plan(graph, sealed, { mode: 'direct', unprotect: [] });
}

/** What a person has closed with `pulumi config set --secret`, for the first key that is theirs to give. */
function givenTo({ graph: { secrets } }: Tree): string | undefined {
  const contracts = secrets.filter(({ store }) => store !== '1password');
  const keys = contracts.flatMap(({ namespace, name: secret, keys: all }) =>
    all.filter(({ source: { from } }) => from === 'manual').map(({ name: key }) => ({ namespace, secret, key })),
  );
  return keys[0] && `${configKey(keys[0])}=${GIVEN}`;
}

/** What the cluster got for keys that are random. */
async function drawnValues(kube: Kube, { graph: { secrets } }: Tree): Promise<string[]> {
  const values: string[] = [];
  for (const { namespace, name, keys, store } of secrets.filter((one) => one.store !== '1password')) {
    const data = ((await kube.get({ apiVersion: 'v1', kind: 'Secret', namespace, name }))?.data ?? {}) as Data;
    for (const { name: key } of keys.filter(({ source: { from } }) => from === 'generated'))
      values.push(Buffer.from(data[key] ?? `${store} lacks ${key}`, 'base64').toString());
  }
  return values;
}

async function present(kube: Kube, { graph: { secrets } }: Tree, value: string): Promise<boolean> {
  const all = await Promise.all(
    secrets.map(({ namespace, name }) => kube.get({ apiVersion: 'v1', kind: 'Secret', namespace, name })),
  );
  return all.some((one) => Object.values((one?.data ?? {}) as Data).includes(Buffer.from(value).toString('base64')));
}

type Data = Readonly<Record<string, string>>;
