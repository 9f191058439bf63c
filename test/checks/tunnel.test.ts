import { Headscale } from '../../constructs/headscale';
import { Component, Size, type Stack } from '../../src';
import { manifestsOf } from '../../src/backends/artifact';
import { check } from '../../src/checks';
import { loadSchemas } from '../../src/checks/schema/schemas';
import { CONTAINER, controller, template, write } from '../invalid/objects';
import { CLUSTER } from '../invalid/props';
import { declare } from '../support/declare';

/** What is said of a tunnel that somebody wrote by hand. */
async function codes(build: (stack: Stack) => void): Promise<string[]> {
  const { graph, findings, artifacts } = declare(build);
  const schemas = await loadSchemas(manifestsOf(artifacts));
  const all = [...findings, ...check({ graph, artifacts, sealed: new Map(), schemas })];
  return all.map(({ code }) => code).filter((code) => /^(tailscale|headscale|proxy|llm-proxy)\//.test(code));
}

const IMAGE = 'docker.io/tailscale/tailscale:v1.88.3';

function pods(env: Readonly<Record<string, string>>, own: object = {}, others: object[] = []) {
  const variables = Object.entries(env).map(([name, value]) => ({ name, value }));
  const made = template({ name: 'tunnel', image: IMAGE, env: variables, ...own });
  return { ...made, spec: { ...made.spec, containers: [...made.spec.containers, ...others] } };
}

function shop(stack: Stack): Component {
  stack.cluster('home', CLUSTER).namespace('shop');
  return new Component(stack, 'shop');
}

const web = (env: object[]) => ({ ...CONTAINER, env });
const SENDS = web([{ name: 'UPSTREAM', value: 'http://100.64.0.2:1234' }]);

describe('a tunnel in user space', () => {
  it.each([
    ['by default', {}],
    ['by an empty variable', { TS_USERSPACE: '' }],
    ['by its variable', { TS_USERSPACE: 'true' }],
  ])('%s is nothing for a container that sends into it', async (_, env: Record<string, string>) => {
    expect(await codes((stack) => write(shop(stack), controller('Deployment', pods(env, {}, [SENDS]))))).toEqual([
      'tailscale/userspace',
    ]);
  });

  it('is found where only a ConfigMap names the address', async () => {
    const reads = web([{ name: 'UPSTREAM', valueFrom: { configMapKeyRef: { name: 'proxy', key: 'upstream' } } }]);
    const said = await codes((stack) =>
      write(shop(stack), controller('Deployment', pods({}, {}, [reads])), {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'proxy' },
        data: { upstream: '100.101.0.7' },
      }),
    );
    expect(said).toEqual(['tailscale/userspace']);
  });

  it.each([
    ['that others come in by', {}, web([])],
    ['that is a proxy itself', { TS_SOCKS5_SERVER: ':1055' }, SENDS],
    ['beside somebody who names the network only', {}, web([{ name: 'NETWORK', value: '100.64.0.0/10' }])],
    ['beside an address of the Internet', {}, web([{ name: 'UPSTREAM', value: 'http://100.128.0.2' }])],
  ])('%s is fine', async (_, env: Record<string, string>, other) => {
    expect(await codes((stack) => write(shop(stack), controller('Deployment', pods(env, {}, [other]))))).toEqual([]);
  });
});

describe('a tunnel in the kernel', () => {
  const kernel = { TS_USERSPACE: 'false' };

  it.each([
    ['nothing', {}, ['tailscale/no-net-admin']],
    ['NET_RAW alone', { capabilities: { add: ['NET_RAW'] } }, ['tailscale/no-net-admin']],
    ['NET_ADMIN', { capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } }, []],
    ['everything', { privileged: true }, []],
  ])('with %s', async (_, securityContext, expected) => {
    const made = pods(kernel, { securityContext }, [SENDS]);
    expect(await codes((stack) => write(shop(stack), controller('Deployment', made)))).toEqual(expected);
  });
});

describe('a login server', () => {
  const signsIn = (url: string) => pods({ TS_EXTRA_ARGS: `--accept-dns=false --login-server=${url}` });

  function control(stack: Stack): void {
    const on = stack.cluster('home', CLUSTER);
    new Headscale(stack, 'headscale', {
      on,
      version: '0.23.0',
      loadBalancer: '89.108.100.199',
      nodePort: 30080,
      baseDomain: 'tailnet.local',
      prefixes: { v4: '100.64.0.0/10', v6: 'fd7a:115c:a1e0::/48' },
      users: ['k8s'],
      size: Size.gibibytes(1),
    });
    on.namespace('shop');
  }

  it.each([
    ['nobody', 'http://headscale.nowhere.svc:8080'],
    ['no port', 'http://headscale.headscale.svc:80'],
    ['the pod itself', 'http://localhost:8080'],
    ['no URL', 'headscale'],
    ['a policy', 'http://headscale.headscale.svc:8080'],
  ])('that is %s', async (_, url) => {
    const said = await codes((stack) => {
      control(stack);
      write(new Component(stack, 'shop'), controller('Deployment', signsIn(url)));
    });
    expect(said).toEqual(['tailscale/no-login-server']);
  });

  it('at an address of the Internet is not known to be wrong', async () => {
    const made = controller('Deployment', signsIn('https://login.example.org'));
    expect(await codes((stack) => write(shop(stack), made))).toEqual([]);
  });
});
