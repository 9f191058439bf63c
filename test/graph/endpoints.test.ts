import { Component, defineEnvironment, external, Workload } from '../../src';
import { model } from '../../src/backends/model';
import type { Environment } from '../../src/model/environment';
import { synthesize } from '../../src/synthesize';
import { CLUSTER, WEB } from '../invalid/props';
import { declare } from '../support/declare';

/** Each endpoint of a component with a web server, as `name exposure address`. */
function endpointsOf(say: (web: Workload) => void) {
  const { graph } = declare((stack) => {
    const on = stack.cluster('home', CLUSTER).namespace('shop');
    say(new Workload(new Component(stack, 'shop'), 'web', { ...WEB, on }));
  });
  return graph.endpoints.map(({ name, exposure, namespace, address }) =>
    [name, exposure, namespace, address].join(' '),
  );
}

describe('endpoints', () => {
  it('are addresses inside the cluster, on the port of the Service', () => {
    expect(endpointsOf((web) => web.listen('http', { port: 8080, servicePort: 80 }))).toEqual([
      'http cluster shop http://web.shop.svc.cluster.local:80',
    ]);
  });

  it('are two where a service is reached in two ways', () => {
    const ways = endpointsOf((web) => {
      const http = web.listen('http', { port: 8080 });
      web.component.expose(http, { nodePort: 30080 });
      web.component.expose(http, { ingress: 'shop.example', path: '/prices' });
      web.component.expose(http, { loadBalancer: '192.168.1.50', port: 81 });
    });
    expect(ways).toEqual([
      'http cluster shop http://web.shop.svc.cluster.local:8080',
      'http-ingress ingress shop https://shop.example/prices',
      'http-load-balancer loadBalancer shop http://192.168.1.50:81',
      'http-node-port nodePort shop http://192.168.1.10:30080',
    ]);
  });

  it('stand by component, then by name', () => {
    const { graph } = declare((stack) => {
      const on = stack.cluster('home', CLUSTER).namespace('shop');
      for (const name of ['shop-till', 'shop']) {
        const web = new Workload(new Component(stack, name), name, { ...WEB, on });
        for (const endpoint of ['prices', 'offers']) web.listen('http', { name: endpoint, port: 8080 });
      }
    });
    expect(graph.endpoints.map(({ component, name }) => `${component} ${name}`)).toEqual([
      'shop offers',
      'shop prices',
      'shop-till offers',
      'shop-till prices',
    ]);
  });

  it('of one component have names of their own: what a connection names is one of them', async () => {
    const environment = defineEnvironment({
      name: 'test',
      config: {},
      build(stack) {
        const on = stack.cluster('home', CLUSTER).namespace('shop');
        const shop = new Component(stack, 'shop');
        const web = new Workload(shop, 'web', { ...WEB, on });
        web.connect(new Workload(shop, 'till', { ...WEB, on }).listen('http', { port: 8080 }), 'shows prices');
        web.listen('http', { port: 8081 });
      },
    }) as unknown as Environment;
    const { graph, artifacts, findings } = await synthesize(environment, {
      config: {},
      others: {},
      sealed: new Map(),
      today: '2026-01-01',
    });
    const { connections, endpoints } = model(graph, artifacts);
    const named = endpoints.filter(({ component, name }) => connections[0]?.to === `test/${component}/${name}`);
    expect(findings.length > 0 || named.length === 1).toBe(true);
  });
});

it('what is used outside of the environment is an endpoint of each component that connects to it, under the name by which connections lead there', () => {
  const { graph, artifacts } = declare((stack) => {
    const on = stack.cluster('home', CLUSTER).namespace('shop');
    const laptop = external('openai', { name: 'laptop', host: '100.64.0.2', port: 1234, path: '/v1' });
    for (const name of ['a', 'b'])
      new Workload(new Component(stack, name), name, { ...WEB, on }).connect(laptop.openai, 'answers');
  });
  const { endpoints, connections } = model(graph, artifacts);
  const laptop = {
    ...{ name: 'laptop', host: '100.64.0.2', port: 1234, namespace: null, exposure: 'external' },
    ...{ protocol: 'openai', transport: 'TCP', address: 'http://100.64.0.2:1234' },
  };
  expect(endpoints).toEqual(['a', 'b'].map((component) => ({ component, ...laptop })));
  expect(connections.map(({ to }) => to)).toEqual(['test/laptop', 'test/laptop']);
});
