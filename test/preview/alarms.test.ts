import { compared, object } from './support';

/** Changes of which too much was said: the codes and sentences that must not come, and what is said instead. */
const said = (old: string, now: string) => {
  const { consequences, reach } = compared(old, now);
  return [...consequences.map(({ code, message }) => `${code} ${message}`), ...reach.map(({ sentence }) => sentence)];
};
const all = (...objects: string[]) => objects.join('---\n');
const NETWORK = 'networking.k8s.io/v1';

it('a RoleBinding of namespace default whose label changes gives nobody anything', () => {
  const binding = (v: string) =>
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: p, namespace: default, labels: {v: "${v}"}}\nroleRef: {kind: Role, name: p}\nsubjects: [{kind: ServiceAccount, name: p, namespace: monitoring}]\n`;
  expect(said(binding('1'), binding('2'))).toEqual([]);
});

it('a Secret that SOPS encrypts again is sealed anew, and its code and times are no fields', () => {
  const secret = (value: string, at: string) =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {TOKEN: "ENC[AES256_GCM,data:${value},iv:a=,tag:b=,type:str]"}\nsops: {age: [{recipient: age1q, enc: "${value}"}], lastmodified: "${at}", mac: "ENC[${value}]", version: 3.9.0}\n`;
  const { consequences, objects } = compared(secret('aa', '2026-01-01'), secret('bb', '2026-01-02'));
  expect(consequences.map(({ code }) => code)).toEqual(['secrets/resealed']);
  expect(objects.flatMap(({ fields }) => fields.map(({ path }) => path[0]))).toEqual(['data']);
  expect(compared(secret('aa', '2026-01-01'), secret('aa', '2026-01-02')).objects).toEqual([]);
});

describe('a StatefulSet that gives way to a Deployment', () => {
  const pods = (labels: string) =>
    `spec: {selector: {matchLabels: {app: mq}}, template: {metadata: {labels: {${labels}}}, spec: {containers: [{name: a, image: "x:1"}]}}}`;
  const service = object('Service', 'spec: {selector: {app: mq}, ports: [{port: 1883}]}');
  const set = object('StatefulSet', pods('app: mq'), { apiVersion: 'apps/v1' });
  const other = (labels: string) => object('Deployment', pods(labels), { apiVersion: 'apps/v1' });

  it('of the same labels leaves no Service alone', () => {
    const sentences = said(all(service, set), all(service, other('app: mq')));
    expect(sentences).toContain('downtime/workload-removed StatefulSet/app is removed, its pods end');
    expect(sentences.filter((one) => /has no (ready )?pods/.test(one))).toEqual([]);
  });

  it('of other ones does', () => {
    expect(said(all(service, set), all(service, other('app: other')))).toContainEqual(
      expect.stringContaining("Service 'app' has no pods"),
    );
  });
});

describe('what moves with its policy', () => {
  const moved = (home: string, host: string) =>
    all(
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: r, namespace: ${home}}\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {${host}containers: [{name: r, image: "x:7"}]}}}\n`,
      `apiVersion: ${NETWORK}\nkind: NetworkPolicy\nmetadata: {name: r, namespace: ${home}}\nspec: {podSelector: {matchLabels: {a: b}}, policyTypes: [Ingress], ingress: []}\n`,
    );
  const codes = (old: string, now: string) => said(old, now).filter((one) => one.startsWith('access/'));

  it('may do no more than before', () => {
    expect(codes(moved('apps', 'hostNetwork: true, '), moved('media', 'hostNetwork: true, '))).toEqual([]);
  });

  it('and asks for something on the way is told of', () => {
    expect(codes(moved('apps', ''), moved('media', 'hostNetwork: true, '))).toEqual([
      'access/host-namespace media/Deployment/r shares the network with its node',
    ]);
  });
});

describe('a policy', () => {
  const pods = (ports = '') =>
    object(
      'Deployment',
      `spec: {selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: app, image: "x:1"${ports}}]}}}`,
      { apiVersion: 'apps/v1' },
    );
  const policy = (ingress: string) =>
    object('NetworkPolicy', `spec: {podSelector: {matchLabels: {app: a}}, ingress: [${ingress}]}`, {
      apiVersion: NETWORK,
    });

  it('that admits every namespace on one port closes the others only', () => {
    const open = policy('{from: [{namespaceSelector: {}}], ports: [{port: 9090}]}');
    expect(said(pods(), all(pods(), open))).toEqual([
      'everything in the cluster can still reach app on 9090; before, it could on every port',
    ]);
  });

  it('that admits every namespace on every port closes the outside', () => {
    expect(said(pods(), all(pods(), policy('{from: [{namespaceSelector: {}}]}')))).toEqual([
      'every pod of the cluster can still reach app; before, everything else could as well',
    ]);
  });

  it('opens no named port that no container has', () => {
    const sip = (protocol: string) =>
      policy(`{from: [{podSelector: {}}], ports: [{port: sip, protocol: ${protocol}}]}`);
    const workload = pods(', ports: [{name: sip, containerPort: 5060, protocol: SCTP}]');
    expect(
      said(all(workload, sip('SCTP')), all(workload, sip('UDP'))).filter((one) => /access\/|can now/.test(one)),
    ).toEqual([]);
    expect(said(all(workload, sip('UDP')), all(workload, sip('SCTP')))).toContainEqual(
      expect.stringMatching(/^access\/policy-opened/),
    );
  });
});

it('members of a list are objects; those of a JSON patch are not', () => {
  const list = (replicas: number) =>
    `- {apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas: 1}}\n- {apiVersion: apps/v1, kind: Deployment, metadata: {name: b}, spec: {replicas: ${replicas}}}\n`;
  expect(said(list(1), list(0))).toContainEqual(expect.stringMatching(/^downtime\/scaled-to-zero Deployment\/b/));
  const patch = '- {op: replace, path: /a, value: 1}\n- {op: remove, path: /b}\n';
  expect(compared('', patch).texts.map(({ file }) => file)).toEqual(['all.yaml']);
});

describe('an operand', () => {
  const prometheus = (size: string) =>
    object(
      'Prometheus',
      `spec: {storage: {volumeClaimTemplate: {spec: {resources: {requests: {storage: ${size}}}}}}}`,
      {
        apiVersion: 'monitoring.coreos.com/v1',
      },
    );
  const elastic = (...names: string[]) =>
    object(
      'Elasticsearch',
      `spec: {nodeSets: [${names.map((name) => `{name: ${name}, volumeClaimTemplates: [{metadata: {name: data}, spec: {resources: {requests: {storage: 5Gi}}}}]}`)}]}`,
      { apiVersion: 'elasticsearch.k8s.elastic.co/v1' },
    );

  it('that asks for a smaller volume is refused, and one that keeps none is not missed', () => {
    expect(said(prometheus('10Gi'), prometheus('5Gi'))).toContainEqual(expect.stringMatching(/^data\/volume-shrunk/));
    const without = object('Prometheus', 'spec: {replicas: 1}', { apiVersion: 'monitoring.coreos.com/v1' });
    expect(said(without, '').filter((one) => one.startsWith('data/'))).toEqual([]);
  });

  it('that goes takes its servers along, and a set of nodes its volume', () => {
    expect(said(prometheus('10Gi'), '')).toContainEqual(expect.stringMatching(/^data\/operand-removed/));
    expect(said(elastic('hot', 'warm'), elastic('warm', 'hot'))).toEqual([]);
    expect(said(elastic('hot', 'warm'), elastic('hot'))).toContainEqual(
      expect.stringContaining('no longer requests a volume (nodeSets[warm].volumeClaimTemplates[data]'),
    );
  });
});
