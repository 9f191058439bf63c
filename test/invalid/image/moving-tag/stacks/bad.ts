import { Component, defineEnvironment } from '../../../../../src';
import { controller, object, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const shop = new Component(stack, 'shop');
    write(shop, controller('Deployment', template({ image: 'ghcr.io/berriai/litellm:main-latest' })));
    write(shop, object('v1', 'Pod', 'once', template({ image: 'nginx' }).spec));
  },
});
