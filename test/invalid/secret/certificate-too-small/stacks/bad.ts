import { Component, defineEnvironment, generated, Secret, text } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: { certificate: text },
  build(stack, { certificate }) {
    const home = stack.cluster('home', { ...CLUSTER, secrets: { store: 'sealed-secrets', certificate } });
    const namespace = home.namespace('shop');
    new Secret(new Component(stack, 'shop'), 'till', { namespace, keys: { password: generated() } });
  },
});
