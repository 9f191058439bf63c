import { Component, defineEnvironment, HelmRelease, Workload } from '../../../../../src';
import { CLUSTER, WEB } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const shop = new Component(stack, 'shop');
    const on = stack.cluster('home', CLUSTER).namespace('shop', { podSecurity: 'baseline' });
    const props = { namespace: on, chart: 'shop', version: '1.2.3', repository: 'https://charts.example' };
    new HelmRelease(shop, 'shop', props);
    new Workload(shop, 'shop', { ...WEB, on }).listen('http', { port: 8080 });
  },
});
