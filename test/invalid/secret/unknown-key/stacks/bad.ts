import { Component, defineEnvironment, generated, Secret, Workload } from '../../../../../src';
import { CLUSTER, WEB } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const home = stack.cluster('home', { ...CLUSTER, secrets: { store: 'sealed-secrets' } });
    const namespace = home.namespace('shop');
    const shop = new Component(stack, 'shop');
    const till = new Secret(shop, 'till', { namespace, keys: { password: generated() } });
    const office = new Workload(shop, 'office', { ...WEB, on: home.namespace('office') });
    office.env({ TILL_PASSWORD: till.key('password') });
  },
});
