import { Binfmt } from '../../constructs/binfmt';
import { RunnerController, Runners } from '../../constructs/runners';
import { external } from '../../src';
import { CLUSTER } from '../invalid/props';
import { declare } from '../support/declare';

const { graph, objects } = declare((stack) => {
  const cluster = stack.cluster('homelab', CLUSTER);
  const emulation = new Binfmt(stack, 'binfmt', {
    on: cluster.namespace('binfmt', { podSecurity: 'privileged', traffic: 'denied' }),
    version: 'v10.2.3',
  });
  const controller = new RunnerController(stack, 'arc', { on: cluster.namespace('arc-systems'), version: '0.14.2' });
  const runners = new Runners(stack, 'runners', {
    on: cluster.namespace('arc-runners', { podSecurity: 'baseline', traffic: 'denied' }),
    controller,
    version: '2.335.1',
    url: 'https://github.com/example/platform',
  });
  const { ollama } = external('ollama', { name: 'gpu', host: '192.168.1.99', port: 11434 });
  runners.set('self-hosted-ai-amd64', { labels: ['self-hosted', 'linux', 'amd64'], max: 4 });
  runners.set('self-hosted-ai-gpu', {
    labels: ['self-hosted', 'linux', 'gpu'],
    max: 2,
    reaches: { OLLAMA_HOST: ollama },
  });
  runners.set('self-hosted-ai-arm64', { labels: ['self-hosted', 'linux', 'arm64'], max: 2 });
  runners.after(emulation, 'jobs start arm64 programs');
});

const release = (wanted: string) => graph.releases.find(({ name }) => name === wanted);
const policy = (name: string) =>
  objects.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === name);

describe('runners', () => {
  it.each([
    ['self-hosted-ai-amd64', 'self-hosted, linux, amd64', 4],
    ['self-hosted-ai-gpu', 'self-hosted, linux, gpu', 2],
    ['self-hosted-ai-arm64', 'self-hosted, linux, arm64', 2],
  ])('%s is in the table of the manual: %s, 0/%i', (name, labels, maxRunners) => {
    expect(release(name)).toMatchObject({
      chart: 'gha-runner-scale-set',
      version: '0.14.2',
      namespace: 'arc-runners',
      values: {
        githubConfigUrl: 'https://github.com/example/platform',
        scaleSetLabels: labels.split(', '),
        minRunners: 0,
        maxRunners,
        controllerServiceAccount: { namespace: 'arc-systems', name: 'arc' },
      },
    });
  });

  it('are found by the selector of the manual', () => {
    for (const { brings } of graph.releases.filter(({ namespace }) => namespace === 'arc-runners'))
      expect(brings).toMatchObject([{ labels: { 'app.kubernetes.io/component': 'runner' } }]);
  });

  it('sign in with a GitHub App that a person registers', () => {
    expect(graph.secrets).toMatchObject([{ namespace: 'arc-runners', name: 'github-app', store: 'manual' }]);
    expect(graph.secrets[0]?.keys.map(({ name }) => name)).toEqual([
      'github_app_id',
      'github_app_installation_id',
      'github_app_private_key',
    ]);
    expect(release('self-hosted-ai-gpu')?.values.githubConfigSecret).toBe('github-app');
  });

  it('may reach the GPU host from the gpu set alone', () => {
    const gpu = { ports: [{ port: 11434, protocol: 'TCP' }], to: [{ ipBlock: { cidr: '192.168.1.99/32' } }] };
    expect(policy('self-hosted-ai-gpu-steading')).toMatchObject({
      spec: {
        podSelector: { matchLabels: { 'actions.github.com/scale-set-name': 'self-hosted-ai-gpu' } },
        egress: expect.arrayContaining([gpu]),
      },
    });
    expect(policy('self-hosted-ai-amd64-steading')).not.toMatchObject({
      spec: { egress: expect.arrayContaining([gpu]) },
    });
    expect(release('self-hosted-ai-gpu')?.values.template).toMatchObject({
      spec: { containers: [{ name: 'runner', env: [{ name: 'OLLAMA_HOST', value: 'http://192.168.1.99:11434' }] }] },
    });
  });

  it('have no rights on the node, also where arm64 is emulated', () => {
    for (const { values } of graph.releases.filter(({ namespace }) => namespace === 'arc-runners'))
      expect(values.template).toMatchObject({
        spec: {
          securityContext: { runAsNonRoot: true, runAsUser: 1001 },
          containers: [{ securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } }],
        },
      });
  });

  it('come after what defines scale sets and what emulates', () => {
    expect(graph.orders.filter(({ from }) => from === 'runners').map(({ to }) => to)).toEqual([
      'arc',
      'binfmt',
      'namespaces',
    ]);
  });
});

it('binfmt is privileged only while it registers QEMU, in a namespace of its own without network', () => {
  expect(objects.find(({ kind }) => kind === 'DaemonSet')).toMatchObject({
    metadata: { name: 'binfmt', namespace: 'binfmt' },
    spec: {
      template: {
        spec: {
          automountServiceAccountToken: false,
          nodeSelector: { 'kubernetes.io/arch': 'amd64' },
          initContainers: [
            {
              image: 'docker.io/tonistiigi/binfmt:qemu-v10.2.3',
              args: ['--install', 'arm64'],
              securityContext: { privileged: true },
            },
          ],
          containers: [{ securityContext: { runAsNonRoot: true, capabilities: { drop: ['ALL'] } } }],
        },
      },
    },
  });
  expect(policy('default-deny')).toBeDefined();
});
