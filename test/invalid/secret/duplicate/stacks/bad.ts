import { Component, defineEnvironment, generated, Secret } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const home = stack.cluster('home', { ...CLUSTER, secrets: { store: 'sealed-secrets' } });
    const namespace = home.namespace('shop');
    const shop = new Component(stack, 'shop');
    const office = new Component(stack, 'office');
    new Secret(shop, 'till', { namespace, keys: { password: generated() } });
    new Secret(office, 'till', { namespace, keys: { password: generated() } });
  },
});
