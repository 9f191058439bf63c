import { Component, Endpoint, external, HelmRelease, HostService, Workload } from '../../src';
import type { Manifest } from '../../src/kubernetes/manifest';
import { CLUSTER, WEB } from '../invalid/props';
import fc from '../support/chance';
import { declare } from '../support/declare';
import { firewall, pods } from '../support/firewall';
import { build } from '../support/homelab';

const HTTP = { port: 8080, servicePort: 80 };
const DNS = { port: 5353, servicePort: 53 };
const PUBLIC = { ip: '93.184.215.14' };
const PRIVATE = ['10.42.0.9', '10.43.0.10', '172.16.4.4', '192.168.1.1', '169.254.169.254', '100.64.0.1', '127.0.0.1'];

const policies = (objects: readonly Manifest[]) => objects.filter(({ kind }) => kind === 'NetworkPolicy');
const specOf = (objects: readonly Manifest[], name: string) =>
  policies(objects).find(({ metadata }) => metadata.name === name)?.spec;

/** Two workloads, `a` in namespace `one` and `b` in `two`, and what is said of them. */
function pair(denied: readonly string[], say: (a: Workload, b: Workload) => void) {
  return declare((stack) => {
    const home = stack.cluster('home', CLUSTER);
    const [a, b] = ['one', 'two'].map((name, i) => {
      const on = home.namespace(name, { traffic: denied.includes(name) ? 'denied' : 'allowed' });
      return new Workload(new Component(stack, `c${i}`), i === 0 ? 'a' : 'b', { ...WEB, on });
    }) as [Workload, Workload];
    say(a, b);
  }).objects;
}

describe('policies let pass exactly what connections say', () => {
  const world = fc.record({
    denied: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
    homes: fc.array(fc.nat(), { minLength: 2, maxLength: 6 }),
    uses: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('http' as const, 'dns' as const)), { maxLength: 12 }),
    outside: fc.array(fc.nat(), { maxLength: 3 }),
    everybody: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 2 }),
  });

  it('between pods, on the port that listens, by the transport of the protocol, and to the outside', () => {
    fc.assert(
      fc.property(world, ({ denied, homes, uses, outside, everybody }) => {
        const home = homes.map((n) => n % denied.length);
        const wires = uses.map(([a, b, protocol]) => [a % home.length, b % home.length, protocol] as const);
        const leaves = new Set(outside.map((n) => n % home.length));
        const lets = everybody.map(([n, b]) => [n % denied.length, b % home.length] as const);
        const { objects } = declare((stack) => {
          const cluster = stack.cluster('home', CLUSTER);
          const spaces = denied.map((no, i) => cluster.namespace(`n${i}`, { traffic: no ? 'denied' : 'allowed' }));
          const all = home.map((n, i) => {
            const workload = new Workload(new Component(stack, `c${i}`), `w${i}`, { ...WEB, on: spaces[n] });
            return { workload, http: workload.listen('http', HTTP), dns: workload.listen('dns', DNS) };
          });
          for (const [a, b, protocol] of wires)
            all[a]?.workload.connect((all[b] as (typeof all)[0])[protocol], 'needs it');
          for (const [n, b] of lets)
            spaces[n]?.allow(`reach-w${b}`, (all[b] as (typeof all)[0]).http, 'everybody asks');
          for (const i of leaves)
            all[i]?.workload.connect(external('https', { name: 'web', host: 'web.example', port: 443 }).https, 'asks');
        });
        const passes = firewall(objects);
        const known = pods(objects);
        expect(known.size).toBe(home.length);
        const pod = (i: number) => known.get(`w${i}`) ?? { namespace: '', labels: {} };
        const open = (i: number) => !denied[home[i] ?? 0];
        for (const a of home.keys()) {
          for (const b of home.keys()) {
            for (const [protocol, port, transport] of [
              ['http', 8080, 'TCP'],
              ['dns', 5353, 'UDP'],
            ] as const) {
              const said =
                wires.some((wire) => wire[0] === a && wire[1] === b && wire[2] === protocol) ||
                (protocol === 'http' && lets.some(([n, to]) => n === home[a] && to === b));
              expect([a, b, protocol, passes(pod(a), pod(b), port, transport)]).toEqual([
                a,
                b,
                protocol,
                (open(a) || said) && (open(b) || said),
              ]);
              const mixed = transport === 'TCP' ? 'UDP' : 'TCP';
              expect(passes(pod(a), pod(b), port, mixed)).toBe(open(a) && open(b));
            }
            expect(passes(pod(a), pod(b), 80)).toBe(open(a) && open(b));
          }
          const stranger = { namespace: `n${home[a]}`, labels: { app: 'stranger' } };
          const letIn = lets.some(([n, to]) => n === home[a] && to === a);
          expect([passes(stranger, pod(a), 8080), passes(pod(a), stranger, 8080)]).toEqual([open(a) || letIn, open(a)]);
          expect([passes(PUBLIC, pod(a), 8080), passes(pod(a), PUBLIC, 80)]).toEqual([open(a), open(a)]);
          expect(passes(pod(a), PUBLIC, 443)).toBe(open(a) || leaves.has(a));
          for (const ip of PRIVATE) expect([ip, passes(pod(a), { ip }, 443)]).toEqual([ip, open(a)]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a namespace that denies', () => {
  const kubeDns = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };

  it('lets its pods ask the cluster for names, by both transports, and nobody else', () => {
    const objects = pair(['one'], () => undefined);
    const passes = firewall(objects);
    const a = { namespace: 'one', labels: { app: 'a' } };
    expect([passes(a, kubeDns, 53, 'UDP'), passes(a, kubeDns, 53, 'TCP')]).toEqual([true, true]);
    expect([
      passes(a, kubeDns, 9153),
      passes(a, { ...kubeDns, labels: {} }, 53, 'UDP'),
      passes(a, { ip: '1.1.1.1' }, 53, 'UDP'),
    ]).toEqual([false, false, false]);
  });

  it('has its policies alone: one that allows has none, nor has what is connected to it there', () => {
    const objects = pair(['one'], (a, b) => a.connect(b.listen('http', HTTP), 'asks'));
    expect(policies(objects).map(({ metadata: { namespace, name } }) => `${namespace}/${name}`)).toEqual([
      'one/default-deny',
      'one/allow-dns',
      'one/a',
    ]);
  });

  it('states both sides of a connection, each in the namespace of its pods', () => {
    const objects = pair(['one', 'two'], (a, b) => a.connect(b.listen('http', HTTP), 'asks'));
    expect(specOf(objects, 'a')).toEqual({
      podSelector: { matchLabels: { app: 'a' } },
      policyTypes: ['Egress'],
      egress: [{ to: [peer('two', 'b')], ports: [{ port: 8080, protocol: 'TCP' }] }],
    });
    expect(specOf(objects, 'b')).toEqual({
      podSelector: { matchLabels: { app: 'b' } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [peer('one', 'a')], ports: [{ port: 8080, protocol: 'TCP' }] }],
    });
  });

  it('keeps UDP what is UDP', () => {
    const objects = pair(['one', 'two'], (a, b) => a.connect(b.listen('dns', DNS), 'resolves'));
    expect(specOf(objects, 'a')).toMatchObject({ egress: [{ ports: [{ port: 5353, protocol: 'UDP' }] }] });
    expect(specOf(objects, 'b')).toMatchObject({ ingress: [{ ports: [{ port: 5353, protocol: 'UDP' }] }] });
  });

  it('says a thing once that is said for two reasons', () => {
    const objects = pair(['one'], (a, b) => {
      const http = b.listen('http', HTTP);
      a.connect(http, 'asks');
      a.connect(http, 'asks again');
    });
    expect(specOf(objects, 'a')).toMatchObject({ egress: [{ to: [peer('two', 'b')] }] });
    expect((specOf(objects, 'a') as { egress: unknown[] }).egress).toHaveLength(1);
  });

  it('opens a node port to everybody, and no other port', () => {
    const objects = pair(['two'], (_, b) => {
      b.component.expose(b.listen('http', HTTP), { nodePort: 30080 });
      b.listen('redis', { port: 6379 });
    });
    const passes = firewall(objects);
    const b = { namespace: 'two', labels: { app: 'b' } };
    expect([passes(PUBLIC, b, 8080), passes({ namespace: 'one', labels: {} }, b, 8080)]).toEqual([true, true]);
    expect([passes(PUBLIC, b, 6379), passes(PUBLIC, b, 30080), passes(b, PUBLIC, 443)]).toEqual([false, false, false]);
  });
});

describe('what is no pod of ours', () => {
  it('is admitted by its address: a machine beside the cluster, through a Service of ours', () => {
    const objects = pair(['one'], (a, b) => {
      const target = { cidrs: ['192.168.1.99/32'], port: 11434 };
      const host = new Endpoint({
        protocol: 'ollama',
        name: 'ollama',
        host: '192.168.1.99',
        port: 11434,
        reach: 'host',
        target,
      });
      const namespace = b.on as ConstructorParameters<typeof HostService>[2]['namespace'];
      a.connect(new HostService(b.component, 'gpu', { namespace, to: host }).endpoint, 'serves models');
    });
    const passes = firewall(objects);
    const a = { namespace: 'one', labels: { app: 'a' } };
    expect(passes(a, { ip: '192.168.1.99' }, 11434)).toBe(true);
    expect([passes(a, { ip: '192.168.1.98' }, 11434), passes(a, { ip: '192.168.1.99' }, 22)]).toEqual([false, false]);
  });

  it('is admitted by its labels: pods that a release brings', () => {
    const labels = { 'app.kubernetes.io/name': 'traefik' };
    const objects = pair(['one', 'two'], (a, b) => {
      const namespace = b.on as ConstructorParameters<typeof HelmRelease>[2]['namespace'];
      const release = new HelmRelease(b.component, 'traefik', {
        namespace,
        chart: 't',
        version: '1',
        repository: 'https://t.example',
      });
      release.connect(labels, a.listen('http', HTTP), 'routes');
    });
    const [a, traefik] = [
      { namespace: 'one', labels: { app: 'a' } },
      { namespace: 'two', labels },
    ];
    const passes = firewall(objects);
    expect([passes(traefik, a, 8080), passes(a, traefik, 8080), passes({ ...traefik, labels: {} }, a, 8080)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('at an address is that address alone, private or not', () => {
    const objects = pair(['one'], (a) => {
      a.connect(external('postgres', { name: 'nas', host: '192.168.1.20', port: 5432 }).postgres, 'keeps data');
    });
    const passes = firewall(objects);
    const a = { namespace: 'one', labels: { app: 'a' } };
    expect([passes(a, { ip: '192.168.1.20' }, 5432), passes(a, { ip: '192.168.1.21' }, 5432)]).toEqual([true, false]);
    expect(passes(a, PUBLIC, 5432)).toBe(false);
  });
});

it('in the homelab exactly those reach the outside who say what they want there', async () => {
  const { files, graph } = await build();
  const denied = new Set(graph.namespaces.filter((namespace) => namespace.denied).map(({ name }) => name));
  const outside = graph.connections.filter(
    ({ target, pods }) =>
      target && 'cidrs' in target && target.cidrs.includes('0.0.0.0/0') && pods && denied.has(pods.namespace),
  );
  const said = new Set(outside.map(({ component }) => component));
  const reaches = Object.keys(files).filter((path) => /networkpolicy/.test(path) && files[path]?.includes('0.0.0.0/0'));
  expect([...new Set(reaches.map((path) => path.split('/')[1]))].sort()).toEqual([...said].sort());
  expect(said.size).toBeGreaterThan(0);
  for (const { why } of outside) expect(why).not.toBe('');
});

function peer(namespace: string, app: string) {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    podSelector: { matchLabels: { app } },
  };
}

it('policies for pods that a chart makes have a name that no chart has; those of our own workloads have theirs', () => {
  const { objects } = declare((stack) => {
    const on = stack.cluster('home', CLUSTER).namespace('shop', { traffic: 'denied' });
    const shop = new Component(stack, 'shop');
    const release = new HelmRelease(shop, 'db', {
      namespace: on,
      chart: 'db',
      version: '1.0.0',
      repository: 'https://charts.example',
      guards: [{ app: 'db' }],
    });
    const web = new Workload(shop, 'web', { ...WEB, on });
    web.connect(release.listen({ protocol: 'http', service: 'db', port: 80, pods: { app: 'db' } }), 'reads');
  });
  expect(policies(objects).map(({ metadata }) => metadata.name)).toEqual([
    'default-deny',
    'allow-dns',
    'db-steading',
    'web',
  ]);
});
