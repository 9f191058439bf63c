import { join } from 'node:path';
import { loweredOf } from '../../src/backends/artifact';
import { patched } from '../../src/backends/gitops/argocd-patches';
import { Kube, type KubeObject, refer } from '../../src/cluster/kube';
import type { Manifest } from '../../src/kubernetes/manifest';
import { binary } from '../../tools/build';
import { type ControlPlane, startControlPlane } from '../../tools/control-plane';
import { analysis, chartDeployment, LAPTOP } from '../constructs/analysis';
import { declare } from '../support/declare';
import { type Ended, run } from '../support/steading';
import { podOf } from './mutations/pods';
import type { Fields } from './mutations/sites';
import { accepted } from './support/plane';
import { accounts, can, ELSEWHERE } from './support/rbac';
import { judged, tier } from './support/report';
import { STATE } from './support/state';

const { graph, artifacts } = declare(analysis());
const objects = loweredOf(artifacts).map(({ manifest }) => manifest);
const of = (...kinds: string[]) => objects.filter(({ kind }) => kinds.includes(kind)) as unknown as KubeObject[];
const [release] = graph.releases;
const ENV = release?.values.additionalEnvVars as object[];
const CHART = chartDeployment(ENV) as unknown as KubeObject;
const TARGET = refer(CHART);
const NAME = 'patch-deployment-holmesgpt-holmes';
/** As Argo CD applies what a chart makes. */
const ARGO_CD = { fieldManager: 'argocd-controller' };

interface Template {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly containers: readonly { readonly volumeMounts: readonly Fields[]; readonly env: readonly object[] }[];
    readonly volumes: readonly (Fields & { readonly name: string })[];
  };
}

tier('a patch under Argo CD', () => {
  let plane: ControlPlane | undefined;
  let kube: Kube;
  let kubeconfig = '';

  beforeAll(async () => {
    plane = await startControlPlane({ stateDir: join(STATE, 'patches') });
    kubeconfig = plane.kubeconfig;
    kube = new Kube(kubeconfig);
    const here = (manifest: KubeObject) => manifest.metadata.name === NAME || manifest.kind === 'ConfigMap';
    await accepted(kube, [
      ...of('Namespace'),
      ...of('ServiceAccount', 'Role', 'RoleBinding', 'ConfigMap').filter(here),
    ]);
    const other = { ...CHART, metadata: { ...CHART.metadata, name: 'another' } };
    for (const object of [CHART, other])
      expect(await kube.apply(object, ARGO_CD)).toMatchObject({ ok: true, warnings: [] });
  });

  afterAll(() => plane?.stop());

  const deployment = async (): Promise<KubeObject> => {
    const found = await kube.get(TARGET);
    if (!found) throw new Error('no Deployment');
    return found;
  };
  const template = async () => ((await deployment()).spec as { template: Template }).template;

  /** What the Job runs, as who the Job is. */
  const patch = async (change = (args: string[]) => args): Promise<Ended> => {
    const [job] = of('Job') as unknown as { spec: { template: { spec: { containers: { args: string[] }[] } } } }[];
    const account = 'system:serviceaccount:holmesgpt';
    const groups = ['system:serviceaccounts', 'system:serviceaccounts:holmesgpt', 'system:authenticated'];
    const as = [`--as=${account}:${NAME}`, ...groups.map((group) => `--as-group=${group}`)];
    const args = change([...(job?.spec.template.spec.containers[0]?.args ?? [])]);
    return run(await binary('kubectl'), [...args, ...as], { env: { KUBECONFIG: kubeconfig } });
  };

  const isMounted = async () => {
    const { metadata, spec } = await template();
    expect(spec.volumes.map(({ name }) => name).sort()).toEqual([
      'custom-runbooks',
      'custom-toolsets-configmap',
      'playbooks-config-secret',
    ]);
    expect(spec.containers).toHaveLength(1);
    expect(spec.containers[0]?.volumeMounts).toContainEqual({
      name: 'custom-runbooks',
      mountPath: '/app/holmes/plugins/runbooks/custom-runbooks.yaml',
      subPath: 'custom-runbooks.yaml',
    });
    expect(spec.containers[0]?.volumeMounts).toHaveLength(3);
    expect(spec.containers[0]?.env).toHaveLength(5);
    expect(metadata.annotations).toEqual({ 'steading.dev/config': expect.stringMatching(/^[0-9a-f]{10}$/) });
  };

  test('adds to what the chart made, and takes nothing away', async () => {
    const said = () => 'the arguments of the Job, as its account';
    expect(await judged(said, 'kubectl and kube-apiserver', () => patch())).toMatchObject({
      code: 0,
      stdout: 'deployment.apps/holmesgpt-holmes patched\n',
      stderr: '',
    });
    await isMounted();
  });

  test('a second time changes nothing, and restarts nothing', async () => {
    const { metadata, spec } = await deployment();
    expect((await patch()).code).toBe(0);
    const again = await deployment();
    // Its status may change at any moment: whether kubectl sees no change is no judge.
    expect(again.metadata.generation).toBe(metadata.generation);
    expect(again.spec).toEqual(spec);
  });

  test('stays when Argo CD applies the chart again', async () => {
    const changed = chartDeployment([...ENV, { name: 'LOG', value: 'more' }]) as unknown as KubeObject;
    expect(await kube.apply(changed, ARGO_CD)).toMatchObject({ ok: true });
    expect((await template()).spec.containers[0]?.env).toHaveLength(6);
    await kube.apply(CHART, ARGO_CD);
    await isMounted();
  });

  test('is there again after the Deployment was deleted and made again', async () => {
    await kube.delete(TARGET);
    await kube.waitFor(TARGET, (found) => found === undefined, 'still there');
    await kube.apply(CHART, ARGO_CD);
    expect((await template()).spec.volumes).toHaveLength(2);
    expect((await patch()).code).toBe(0);
    await isMounted();
  });

  test('another content of the runbooks is another pod', async () => {
    const { metadata } = await deployment();
    const change = (args: string[]) => args.map((arg) => arg.replace(/(steading.dev\/config: ).*/, '$1another'));
    expect((await patch(change)).stdout).toBe('deployment.apps/holmesgpt-holmes patched\n');
    expect((await deployment()).metadata.generation).toBe((metadata.generation as number) + 1);
    expect((await template()).spec.volumes).toHaveLength(3);
  });

  test('its account may patch nothing else', async () => {
    const elsewhere = await patch((args) => args.map((arg) => (arg === 'holmesgpt-holmes' ? 'another' : arg)));
    expect(elsewhere).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot get resource "deployments"') });
    const [account] = accounts(
      of('ServiceAccount', 'Role', 'RoleBinding').filter(({ metadata }) => metadata.name === NAME),
    );
    if (!account) throw new Error('no account');
    expect(account.may).toHaveLength(2);
    for (const deed of account.may) expect([deed, await can(kube, account, deed)]).toEqual([deed, true]);
    const here = { group: 'apps', resource: 'deployments', namespace: 'holmesgpt' };
    const others = [
      { ...here, verb: 'patch', name: 'another' },
      { ...here, verb: 'patch', name: 'holmesgpt-holmes', namespace: 'default' },
      { ...here, verb: 'delete', name: 'holmesgpt-holmes' },
      { ...here, verb: 'list' },
      { ...here, verb: 'create' },
    ];
    for (const deed of [...others, ...ELSEWHERE]) expect([deed, await can(kube, account, deed)]).toEqual([deed, false]);
  });

  test('its pod is admitted where pods are restricted', async () => {
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    const where = 'restricted';
    await accepted(kube, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: where, labels } }]);
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: NAME, namespace: where } };
    await accepted(kube, [account]);
    const pod = podOf(of('Job')[0] as unknown as Fields) as unknown as KubeObject;
    const placed = { ...pod, metadata: { ...pod.metadata, namespace: where } };
    expect(await kube.create(placed, { dryRun: true })).toMatchObject({ ok: true, warnings: [] });
  });

  test('a Secret that a person has filled stays so when its empty one is applied', async () => {
    const made = declare(analysis({ llm: { ...LAPTOP, keySecret: 'llm-api-keys' } }));
    const secret = made.objects.find(({ kind }) => kind === 'Secret') as unknown as KubeObject;
    await accepted(kube, [{ ...secret, stringData: { OPENAI_API_KEY: 'filled' } }]);
    expect(await kube.apply(secret, ARGO_CD)).toMatchObject({ ok: true, warnings: [] });
    expect(await kube.get(refer(secret))).toMatchObject({ data: { OPENAI_API_KEY: expect.stringMatching(/./) } });
  });

  test('what Argo CD leaves alone is just what was added', async () => {
    await patch();
    const live = (await deployment()) as unknown as Manifest;
    const paths = patched(graph.patches).flatMap(({ jqPathExpressions = [] }) => jqPathExpressions);
    const before = structuredClone(CHART.spec) as { template: Template };
    const { template: left } = await without(live, paths);
    const names = (all: { template: Template }) => all.template.spec.volumes.map(({ name }) => name);
    expect(names({ template: left })).toEqual(names(before));
    const [holmes] = left.spec.containers;
    expect(holmes?.volumeMounts).toEqual(before.template.spec.containers[0]?.volumeMounts);
    expect(holmes?.env).toEqual(before.template.spec.containers[0]?.env);
    expect(left.metadata.annotations ?? {}).toEqual({});
    // Of an object that was never patched nothing is missing.
    expect((await without(CHART as unknown as Manifest, paths)).template).toEqual(before.template);
  });
});

/** As Argo CD normalizes an object: one after the other, by `del(…)` in gojq. */
async function without(object: Manifest, paths: readonly string[]): Promise<{ template: Template }> {
  const program = [...paths.map((path) => `del(${path})`), '.spec'].join(' | ');
  const { stdout, stderr, code } = await run(await binary('gojq'), ['-n', `${JSON.stringify(object)} | ${program}`]);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
