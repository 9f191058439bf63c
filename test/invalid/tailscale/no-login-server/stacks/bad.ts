import { Component, defineEnvironment } from '../../../../../src';
import { controller, SERVICE, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const env = [{ name: 'TS_EXTRA_ARGS', value: '--accept-dns=false --login-server=http://web.shop.svc:8080' }];
    const image = 'docker.io/tailscale/tailscale:v1.88.3';
    write(new Component(stack, 'shop'), SERVICE, controller('Deployment', template({ name: 'tunnel', image, env })));
  },
});
