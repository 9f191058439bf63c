import { Component, defineEnvironment } from '../../../../../src';
import { controller, object, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const shop = new Component(stack, 'shop');
    write(shop, object('policy/v1beta1', 'PodDisruptionBudget', 'web', { selector: { matchLabels: { app: 'web' } } }));
    write(shop, controller('Deployment'));
    write(shop, object('flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', 'web', {}));
  },
});
