import { Component, defineEnvironment, HelmRelease } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const shop = new Component(stack, 'shop');
    const on = stack.cluster('home', CLUSTER).namespace('shop', { podSecurity: 'baseline' });
    const props = { namespace: on, chart: 'shop', version: '1.2.3', repository: 'https://charts.example' };
    new HelmRelease(shop, 'shop', props);
  },
});
