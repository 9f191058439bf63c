import { Component, defineEnvironment, derived, Secret, Workload } from '../../../../../src';
import { CLUSTER, WEB } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const home = stack.cluster('home', { ...CLUSTER, secrets: { store: 'sealed-secrets' } });
    const namespace = home.namespace('shop');
    const shop = new Component(stack, 'shop');
    const till: Secret = new Secret(shop, 'till', {
      namespace,
      keys: { open: () => derived`${till.key('close')}`, close: () => derived`${till.key('open')}` },
    });
    new Workload(shop, 'web', { ...WEB, on: namespace }).env({ OPEN: till.key('open') });
  },
});
