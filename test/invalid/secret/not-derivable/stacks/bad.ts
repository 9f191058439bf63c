import { Component, defineEnvironment, derived, manual, Secret } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const home = stack.cluster('home', { ...CLUSTER, secrets: { store: 'sealed-secrets' } });
    const namespace = home.namespace('shop');
    const shop = new Component(stack, 'shop');
    const bank = new Secret(shop, 'bank', { namespace, keys: { token: manual('the token of the bank') } });
    new Secret(shop, 'till', { namespace, keys: { header: derived`Bearer ${bank.key('token')}` } });
  },
});
