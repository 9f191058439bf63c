import { Component, defineEnvironment, onePassword, Secret } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const namespace = stack.cluster('home', CLUSTER).namespace('shop');
    const keys = { GEMINI_API_KEY: onePassword('vaults/lab/items/google', 'API key') };
    new Secret(new Component(stack, 'shop'), 'google', { namespace, keys });
  },
});
