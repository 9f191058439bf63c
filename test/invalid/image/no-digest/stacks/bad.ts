import { Component, defineEnvironment } from '../../../../../src';
import { controller, object, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const image = `docker.io/library/nginx:1.29.1@sha256:${'0123456789abcdef'.repeat(4)}`;
    const shop = new Component(stack, 'shop');
    write(shop, controller('Deployment', template({ image })));
    write(shop, object('v1', 'Pod', 'once', template({ image: 'docker.io/library/redis:8.2.2' }).spec));
  },
});
