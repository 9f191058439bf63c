import { processorTime } from '../support/processor';
import { compared, lines, object } from './support';

const config = (name: string, text: string) =>
  object('ConfigMap', `data: {a.conf: ${JSON.stringify(text)}, b: one, c: two}`, { name });
const databases = (name: string) => config(name, 'max_connections = 100\nshared_buffers = 1GB\nwal_level = replica\n');
const account = (name: string) => object('ServiceAccount', '', { name });
const inNamespace = (text: string, namespace: string) => text.replace('{name: ', `{namespace: ${namespace}, name: `);
const workload = (name: string, image: string) =>
  object(
    'Deployment',
    `spec: {replicas: 1, selector: {matchLabels: {app: ${name}}}, template: {metadata: {labels: {app: ${name}}}, spec: {securityContext: {runAsNonRoot: true}, containers: [{name: ${name}, image: ${image}, resources: {limits: {cpu: 1, memory: 1Gi}}}]}}}`,
    { apiVersion: 'apps/v1', name },
  );
const all = (...documents: string[]) => documents.join('---\n');

describe('the same object', () => {
  it.each([
    ['in another file', { 'a.yaml': databases('x') }, { 'b/c.yml': databases('x') }],
    [
      'beside others',
      { 'a.yaml': databases('x'), 'b.yaml': account('me') },
      { 'b.yaml': all(account('me'), databases('x')) },
    ],
    [
      'in a list',
      { 'a.yaml': all(databases('x'), account('me')) },
      {
        'a.yaml': `apiVersion: v1\nkind: List\nitems:\n${[databases('x'), account('me')].map((one) => `- ${one.trim().replaceAll('\n', '\n  ')}\n`).join('')}`,
      },
    ],
    [
      'as JSON',
      { 'a.yaml': account('me') },
      { 'a.json': '{"kind": "ServiceAccount", "apiVersion": "v1", "metadata": {"name": "me"}}' },
    ],
  ])('%s', (_, before, after) => {
    expect(lines(compared(before, after))).toEqual([]);
  });

  it('says where it stands now', () => {
    const { relocations } = compared({ 'a.yaml': databases('x') }, { 'b.yaml': databases('x') });
    expect(relocations).toEqual([
      { object: { apiVersion: 'v1', kind: 'ConfigMap', namespace: null, name: 'x' }, from: 'a.yaml', to: 'b.yaml' },
    ]);
  });

  it('of an older group and version, in its older words', () => {
    const ingress = (apiVersion: string, backend: string, type = '') =>
      object('Ingress', `spec: {rules: [{host: a.b, http: {paths: [{path: /, ${type}backend: ${backend}}]}}]}`, {
        apiVersion,
      });
    const older = ingress('extensions/v1beta1', '{serviceName: a, servicePort: 80}');
    const newer = ingress(
      'networking.k8s.io/v1',
      '{service: {name: a, port: {number: 80}}}',
      'pathType: ImplementationSpecific, ',
    );
    expect(lines(compared(older, newer))).toEqual([
      'changed Ingress/app → Ingress/app apiVersion: "extensions/v1beta1" → "networking.k8s.io/v1"',
    ]);
  });

  it('of an older version with a shorter word for the same', () => {
    const scaler = (apiVersion: string, spec: string) =>
      object('HorizontalPodAutoscaler', `spec: {maxReplicas: 3, ${spec}}`, { apiVersion });
    const newer =
      'metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}]';
    expect(
      lines(compared(scaler('autoscaling/v1', 'targetCPUUtilizationPercentage: 80'), scaler('autoscaling/v2', newer))),
    ).toEqual([expect.stringContaining(' apiVersion: ')]);
  });

  it('and not one of another group', () => {
    const of = (apiVersion: string) => object('Service', 'spec: {a: 1}', { apiVersion });
    expect(lines(compared(of('v1'), of('serving.knative.dev/v1')))).toEqual(
      ['removed Service/app', 'added Service/app'].sort(),
    );
  });
});

describe('with another name', () => {
  it.each([
    [
      'from a generator',
      databases('postgres-databases-ab3757c587'),
      databases('postgres-databases-0c5f2a91be').replace('100', '200'),
      'renamed',
    ],
    ['that a person gave', workload('chat', 'x/chat:1'), workload('open-webui', 'x/chat:2'), 'renamed'],
    [
      'of a configuration',
      databases('postgres-config'),
      databases('postgres-settings').replace('100', '200'),
      'renamed',
    ],
    [
      'that its labels do not follow',
      workload('pg', 'x/pg:1'),
      workload('pg', 'x/pg:1').replace('name: pg', 'name: postgres'),
      'renamed',
    ],
    [
      'in another namespace with a short name',
      inNamespace(workload('api', 'x/api:1'), 'ai'),
      inNamespace(workload('api', 'x/api:1'), 'ai-prod'),
      'moved',
    ],
    ['in another namespace', inNamespace(account('me'), 'a'), inNamespace(account('me'), 'b'), 'moved'],
    [
      'in another namespace, and changed',
      inNamespace(databases('pg'), 'a'),
      inNamespace(databases('pg').replace('100', '200'), 'b'),
      'moved',
    ],
  ])('%s', (_, before, after, what) => {
    expect(compared(before, after).objects.map((one) => one.what)).toEqual([what]);
  });

  it.each([
    ['another workload, hardened alike', workload('redis', 'x/redis:1'), workload('qdrant', 'x/qdrant:1')],
    ['two accounts', account('a'), account('b')],
    ['another configuration', databases('a'), config('b', 'listen = 80\n')],
    [
      'of the same name, with other content',
      inNamespace(databases('a'), 'x'),
      inNamespace(object('ConfigMap', 'data: {z: z}', { name: 'a' }), 'w'),
    ],
  ])('no two things are taken for one: %s', (_, before, after) => {
    expect(
      compared(before, after)
        .objects.map((one) => one.what)
        .sort(),
    ).toEqual(['added', 'removed']);
  });

  it('each of many finds its own', () => {
    const many = (prefix: string) =>
      all(
        ...[...Array(50).keys()].map((n) =>
          config(`${prefix}-${n}-x`, `port = ${n}\nname = n${n}\nlimit = ${n * 7}\n`),
        ),
      );
    const { objects } = compared(many('old'), many('new'));
    expect(objects).toHaveLength(50);
    for (const { what, was, object } of objects)
      expect([what, was?.name.slice(4)]).toEqual(['renamed', object.name.slice(4)]);
  });
});

it('an object that stands in two places is told of, with both', () => {
  const { notes, objects } = compared(
    { 'a.yaml': account('me'), 'b.yaml': account('me') },
    { 'b.yaml': account('me') },
  );
  expect(notes).toEqual(['ServiceAccount/me stands in a.yaml and in b.yaml']);
  expect(objects.map(({ what, file }) => [what, file])).toEqual([['removed', 'a.yaml']]);
});

it('ten thousand that are all alike take no longer than they are many', () => {
  const many = (prefix: string) =>
    all(...[...Array(5_000).keys()].map((n) => config(`${prefix}${n}`, 'a = 1\nb = 2\n')));
  const start = processorTime();
  expect(compared(many('a'), many('b')).objects).toHaveLength(10_000);
  expect(processorTime() - start).toBeLessThan(10_000);
});
