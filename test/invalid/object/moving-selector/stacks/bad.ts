import { Component, defineEnvironment } from '../../../../../src';
import { controller, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const labels = { app: 'web', 'app.kubernetes.io/version': '1.29.1' };
    write(
      new Component(stack, 'shop'),
      controller('Deployment', { ...template(), metadata: { labels } }, { selector: { matchLabels: labels } }),
    );
  },
});
