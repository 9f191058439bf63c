import type { Manifest } from '../../src/kubernetes/manifest';
import { reachChanges } from '../../src/preview/network/reach';
import type { Connection, Side } from '../../src/preview/side';

const NAME = 'kubernetes.io/metadata.name';

const pods = (name: string, namespace: string, port?: number, labels: object = { app: name }): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace },
  spec: {
    template: {
      metadata: { labels },
      spec: { containers: [{ name, ...(port !== undefined && { ports: [{ containerPort: port, name: 'main' }] }) }] },
    },
  },
});

const policy = (name: string, namespace: string, spec: object): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace },
  spec,
});

const of = (app: string) => ({ podSelector: { matchLabels: { app } } });
const from = (app: string, namespace: string) => ({
  ...of(app),
  namespaceSelector: { matchLabels: { [NAME]: namespace } },
});

const CLUSTER = [
  pods('n8n', 'automation', 5678),
  pods('litellm', 'ai', 4000),
  pods('postgresql', 'data', 5432),
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'db', namespace: 'data' },
    spec: { selector: { app: 'postgresql' }, ports: [{ port: 15432, targetPort: 'main' }] },
  },
];
const GUARD = policy('postgresql', 'data', {
  ...of('postgresql'),
  ingress: [{ from: [from('litellm', 'ai')], ports: [{ port: 5432 }] }],
});

const side = (objects: readonly Manifest[], connections?: readonly Connection[]): Side => ({
  environment: 'shop',
  objects: objects.map((manifest) => ({ manifest, file: 'all.yaml', component: manifest.metadata.name })),
  texts: [],
  notes: [],
  ...(connections && { beyond: { contracts: [], connections, machines: {} } }),
});

const between = (before: readonly Manifest[], after: readonly Manifest[]) =>
  reachChanges(side(before), side(after)).map(({ what, sentence }) => `${what}: ${sentence}`);

const rule = (...peers: object[]) => ({ from: peers, ports: [{ port: 5432 }] });
const guard = (spec: object) => policy('postgresql', 'data', { ...of('postgresql'), ...spec });

describe('who can reach whom', () => {
  it('is said by the Service that people know', () => {
    const wider = guard({ ingress: [rule(from('litellm', 'ai'), from('n8n', 'automation'))] });
    expect(between([...CLUSTER, GUARD], [...CLUSTER, wider])).toEqual(['opened: n8n can now reach db:15432']);
    expect(between([...CLUSTER, wider], [...CLUSTER, GUARD])).toEqual(['closed: n8n can no longer reach db:15432']);
  });

  it.each([
    ['the rules are in another order', guard({ ingress: [rule(from('litellm', 'ai'))] }), []],
    [
      'a port is called by its name',
      guard({ ingress: [{ from: [from('litellm', 'ai')], ports: [{ port: 'main' }] }] }),
      [],
    ],
    [
      'a range covers it',
      guard({ ingress: [{ from: [from('litellm', 'ai')], ports: [{ port: 5000, endPort: 6000 }] }] }),
      [],
    ],
    [
      'a label is asked for by an expression',
      guard({
        ingress: [
          rule({
            namespaceSelector: {},
            podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['litellm'] }] },
          }),
        ],
      }),
      [],
    ],
    [
      'the protocol is another one',
      guard({ ingress: [{ from: [from('litellm', 'ai')], ports: [{ port: 5432, protocol: 'UDP' }] }] }),
      ['closed: litellm can no longer reach db:15432'],
    ],
    [
      'the namespace is another one',
      guard({ ingress: [rule(from('litellm', 'automation'))] }),
      ['closed: ai/litellm can no longer reach db:15432', 'opened: automation/litellm can now reach db:15432'],
    ],
    ['no port is named', guard({ ingress: [{ from: [from('litellm', 'ai')] }] }), []],
    [
      'nobody is named',
      guard({ ingress: [{ ports: [{ port: 5432 }] }] }),
      ['opened: any address can now reach postgresql on 5432', 'opened: n8n can now reach db:15432'],
    ],
  ])('where %s', (_, changed, said) => {
    expect(between([...CLUSTER, GUARD], [...CLUSTER, changed])).toEqual(said);
  });

  it('does not change with a policy that lets everything through', () => {
    const open = policy('open', 'data', { ...of('postgresql'), policyTypes: ['Egress'], egress: [{}] });
    expect(between(CLUSTER, [...CLUSTER, open])).toEqual([]);
  });

  it('is said as a whole where nothing holds a workload up any more, or something does for the first time', () => {
    expect(between([...CLUSTER, GUARD], CLUSTER)).toEqual([
      'opened: everything in the cluster can now reach postgresql: no NetworkPolicy holds it up any more',
    ]);
    expect(between(CLUSTER, [...CLUSTER, GUARD])).toEqual([
      'closed: only litellm can now reach postgresql; before, everything could',
    ]);
  });

  it('needs both sides to let it through', () => {
    const deny = policy('deny', 'automation', { podSelector: {}, policyTypes: ['Egress'] });
    const open = policy('n8n', 'automation', {
      ...of('n8n'),
      policyTypes: ['Egress'],
      egress: [{ to: [from('postgresql', 'data')] }],
    });
    const wider = guard({ ingress: [rule(from('litellm', 'ai'), from('n8n', 'automation'))] });
    expect(between([...CLUSTER, GUARD, deny], [...CLUSTER, wider, deny])).toEqual([]);
    expect(between([...CLUSTER, GUARD, deny], [...CLUSTER, wider, deny, open])).toEqual([
      'opened: n8n can now reach db:15432',
    ]);
  });

  it('goes beyond the cluster', () => {
    const to = (...egress: object[]) => policy('n8n', 'automation', { ...of('n8n'), policyTypes: ['Egress'], egress });
    const world = {
      to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] } }],
      ports: [{ port: 443 }],
    };
    expect(between([...CLUSTER, to()], [...CLUSTER, to(world)])).toEqual([
      'opened: n8n can now reach the Internet on 443',
    ]);
  });

  it('says nothing of addresses that were open already, whatever they are called', () => {
    const to = (cidr: string, ...ports: object[]) =>
      policy('n8n', 'automation', {
        ...of('n8n'),
        policyTypes: ['Egress'],
        egress: [{ to: [{ ipBlock: { cidr } }], ...(ports.length > 0 && { ports }) }],
      });
    const wide = to('10.0.0.0/8');
    expect(between([...CLUSTER, wide], [...CLUSTER, to('10.2.0.0/16', { port: 443 }, { port: 80 })])).toEqual([
      'closed: n8n can no longer reach 10.0.0.0/8',
    ]);
    expect(between([...CLUSTER, to('10.2.0.0/16', { port: 443 }, { port: 80 })], [...CLUSTER, wide])).toEqual([
      'opened: n8n can now reach 10.0.0.0/8',
    ]);
  });

  it('speaks of pods that a chart makes by the name that the policy has for them', () => {
    const traefik = guard({ ingress: [rule(from('litellm', 'ai'), from('traefik', 'kube-system'))] });
    expect(between([...CLUSTER, GUARD], [...CLUSTER, traefik])).toEqual(['opened: traefik can now reach db:15432']);
  });

  it('says nothing of a Job that only has another hash in its name', () => {
    const job = (hash: string) => pods(`databases-${hash}`, 'data', undefined, { app: 'databases' });
    const admits = guard({ ingress: [rule(of('databases'))] });
    expect(between([...CLUSTER, admits, job('a1')], [...CLUSTER, admits, job('b2')])).toEqual([]);
  });

  it('says of a new workload what somebody admits it to', () => {
    const wiki = pods('wiki', 'ai', 80);
    const wider = guard({ ingress: [rule(from('litellm', 'ai'), from('wiki', 'ai'))] });
    expect(between([...CLUSTER, GUARD], [...CLUSTER, GUARD, wiki])).toEqual([]);
    expect(between([...CLUSTER, GUARD], [...CLUSTER, wider, wiki])).toEqual(['opened: wiki can now reach db:15432']);
  });
});

describe('connections', () => {
  const uses: Connection = {
    from: 'shop/n8n',
    to: 'shop/postgresql/database',
    port: 15432,
    why: 'keeps its workflows',
  };

  it('give the reason for what a policy lets through', () => {
    const wider = guard({ ingress: [rule(from('litellm', 'ai'), from('n8n', 'automation'))] });
    expect(reachChanges(side([...CLUSTER, GUARD], []), side([...CLUSTER, wider], [uses]))).toEqual([
      { what: 'opened', sentence: 'n8n can now reach db:15432: keeps its workflows' },
    ]);
  });

  it('stand for themselves where no policy holds anything up', () => {
    expect(reachChanges(side(CLUSTER, [uses]), side(CLUSTER, []))).toEqual([
      { what: 'closed', sentence: 'n8n no longer uses postgresql/database:15432: keeps its workflows' },
    ]);
  });

  it('are not known of a tree, which is no reason to call all of them new', () => {
    expect(reachChanges(side(CLUSTER), side(CLUSTER, [uses]))).toEqual([]);
  });
});
