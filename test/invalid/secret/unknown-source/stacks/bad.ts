import { Component, defineEnvironment, derived, generated, Secret, Stack } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const home = stack.cluster('home', { ...CLUSTER, secrets: { store: 'sealed-secrets' } });
    const namespace = home.namespace('shop');
    const shop = new Component(stack, 'shop');
    const other = new Stack('other');
    const elsewhere = other.cluster('home', CLUSTER).namespace('shop');
    const bank = new Secret(new Component(other, 'bank'), 'bank', {
      namespace: elsewhere,
      keys: { token: generated() },
    });
    new Secret(shop, 'till', { namespace, keys: { header: derived`Bearer ${bank.key('token')}` } });
  },
});
