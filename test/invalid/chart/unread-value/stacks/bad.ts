import { Component, defineEnvironment, HelmRelease } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const shop = new Component(stack, 'shop');
    new HelmRelease(shop, 'shop', {
      namespace: stack.cluster('home', CLUSTER).namespace('shop', { podSecurity: 'baseline' }),
      chart: 'shop',
      version: '1.2.3',
      repository: 'https://charts.example',
      values: { replica: 3 },
    });
  },
});
