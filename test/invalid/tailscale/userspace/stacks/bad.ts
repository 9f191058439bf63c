import { Component, defineEnvironment } from '../../../../../src';
import { CONTAINER, controller, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const shop = new Component(stack, 'shop');
    const { resources } = CONTAINER;
    const tunnel = { name: 'tunnel', image: 'docker.io/tailscale/tailscale:v1.88.3', resources };
    const proxy = template({ env: [{ name: 'UPSTREAM', value: 'http://100.64.0.2:1234' }] });
    const { containers } = proxy.spec;
    write(shop, controller('Deployment', { ...proxy, spec: { ...proxy.spec, containers: [...containers, tunnel] } }));
  },
});
