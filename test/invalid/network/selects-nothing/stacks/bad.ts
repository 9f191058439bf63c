import { Component, defineEnvironment } from '../../../../../src';
import { controller, object, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const lost = { podSelector: { matchLabels: { app: 'webb' } } };
    const policy = (name: string, spec: object) => object('networking.k8s.io/v1', 'NetworkPolicy', name, { ...spec });
    const shop = new Component(stack, 'shop');
    write(shop, controller('Deployment'), policy('web', lost));
    write(shop, policy('all', { podSelector: {}, ingress: [{ from: [lost] }] }));
  },
});
