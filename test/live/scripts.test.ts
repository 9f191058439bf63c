import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { text } from '../../src/backends/yaml';
import { binary } from '../../tools/build';
import { temporary } from '../support/project';
import { type Ended, run } from '../support/steading';
import { deploy } from './support/deploy';
import { type Plane, startPlane } from './support/plane';
import { judged, tier } from './support/report';
import { render, type Tree } from './support/tree';

/** In the place of `flux install`: a namespace, and somebody who says of all that it is ready. */
const FLUX = `#!/bin/sh
echo "flux $*"
kubectl get namespace flux-system >/dev/null 2>&1 || kubectl create namespace flux-system
`;
const READY = JSON.stringify({
  status: {
    observedGeneration: 1,
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        reason: 'Succeeded',
        message: 'by a stand-in',
        lastTransitionTime: '2026-01-01T00:00:00Z',
      },
    ],
  },
});

tier('scripts of the MLOps platform, at a real API server', () => {
  let tree: Tree;
  let plane: Plane | undefined;
  let folder: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    tree = await render('mlops');
    const started = await startPlane('scripts', tree);
    plane = started;
    await deploy(started, tree.documents);
    folder = temporary();
    for (const artifact of tree.artifacts) {
      mkdirSync(dirname(join(folder, artifact.path)), { recursive: true });
      writeFileSync(join(folder, artifact.path), text(artifact));
      chmodSync(join(folder, artifact.path), artifact.mode);
    }
    const programs = join(folder, 'bin');
    mkdirSync(programs);
    writeFileSync(join(programs, 'flux'), FLUX, { mode: 0o755 });
    const kubectl = dirname(await binary('kubectl'));
    env = { KUBECONFIG: started.kubeconfig, PATH: [programs, kubectl, process.env.PATH].join(delimiter) };
  });

  afterAll(() => plane?.stop());

  const script = (name: string): Promise<Ended> => run(join(folder, `scripts/${name}.sh`), [], { cwd: folder, env });
  const kubectl = (...args: string[]): Promise<Ended> => run('kubectl', args, { env });
  const KINDS = ['gitrepositories.source.toolkit.fluxcd.io', 'kustomizations.kustomize.toolkit.fluxcd.io'];

  async function sayReady(): Promise<void> {
    for (const kind of KINDS) {
      const { stdout } = await kubectl('get', kind, '-n', 'flux-system', '-o', 'name');
      for (const name of stdout.split('\n').filter(Boolean)) {
        await kubectl('patch', name, '-n', 'flux-system', '--subresource=status', '--type=merge', '-p', READY);
      }
    }
  }

  test('health-check.sh says what is not well, and ends with 1', async () => {
    const said = ({ code }: Ended) => `health-check.sh ended with ${code}`;
    const { code, stdout } = await judged(said, 'kube-apiserver', () => script('health-check'));
    expect([code, stdout]).toEqual([1, expect.stringContaining('❌ mlops-platform-base (ready: <none>)')]);
    expect(stdout).toContain('not known: '); // nobody serves the metrics API here
  });

  test('health-check.sh ends with 0 when all is well', async () => {
    await sayReady();
    const { code, stdout } = await script('health-check');
    expect([code, stdout]).toEqual([0, expect.stringContaining('✓ mlops-infrastructure')]);
  });

  test('resource-monitor.sh reports what it can', async () => {
    const { code, stdout } = await script('resource-monitor');
    expect([code, stdout]).toEqual([0, expect.stringContaining('not known: is metrics-server running?')]);
    expect(stdout).toContain('💾 Storage Usage:');
  });

  test('bootstrap-gitops-latest.sh tells Flux what to deliver, also where its namespace cannot go', async () => {
    const finalizers = JSON.stringify({ metadata: { finalizers: ['finalizers.fluxcd.io'] } });
    const held = ['kustomizations.kustomize.toolkit.fluxcd.io/mlops-platform-base', '-n', 'flux-system'];
    await kubectl('patch', ...held, '--type=merge', '-p', finalizers);
    await kubectl('delete', 'namespace', 'flux-system', '--wait=false');
    const ready = setInterval(() => void sayReady(), 2_000);
    const { code, stdout, stderr } = await script('bootstrap-gitops-latest');
    clearInterval(ready);
    expect([code, stdout, stderr]).toEqual([
      0,
      expect.stringContaining('flux install --version=v2.7.5'),
      expect.anything(),
    ]);
    expect((await kubectl('get', 'namespace', 'data-plane', '-o', 'name')).stdout).toBe('namespace/data-plane\n');
    const { stdout: names } = await kubectl('get', KINDS.join(','), '-n', 'flux-system', '-o', 'name');
    expect(names).toContain('kustomization.kustomize.toolkit.fluxcd.io/mlops-platform-base');
  });

  test('kubectl auth can-i, as spark-job-runner: executors of its namespace, and no Secret', async () => {
    const as = '--as=system:serviceaccount:processing-jobs:spark-job-runner';
    const may = async (...what: string[]) => (await kubectl('auth', 'can-i', ...what, as)).stdout.trim();
    expect(await may('create', 'pods', '-n', 'processing-jobs')).toBe('yes');
    expect(await may('deletecollection', 'configmaps', '-n', 'processing-jobs')).toBe('yes');
    expect(await may('get', 'secrets', '-n', 'processing-jobs')).toBe('no');
    expect(await may('create', 'pods', '-n', 'data-plane')).toBe('no');
  });
});
