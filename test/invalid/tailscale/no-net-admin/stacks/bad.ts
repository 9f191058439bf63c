import { Component, defineEnvironment } from '../../../../../src';
import { controller, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const image = 'docker.io/tailscale/tailscale:v1.88.3';
    const env = [{ name: 'TS_USERSPACE', value: 'false' }];
    write(new Component(stack, 'shop'), controller('Deployment', template({ name: 'tunnel', image, env })));
  },
});
