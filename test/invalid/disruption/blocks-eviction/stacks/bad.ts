import { Component, defineEnvironment } from '../../../../../src';
import { controller, object, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const selector = { matchLabels: { app: 'web' } };
    write(
      new Component(stack, 'shop'),
      controller('Deployment'),
      object('policy/v1', 'PodDisruptionBudget', 'web', { selector, minAvailable: 1 }),
    );
  },
});
