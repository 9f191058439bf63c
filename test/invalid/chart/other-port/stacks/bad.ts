import { Component, defineEnvironment, HelmRelease } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const shop = new Component(stack, 'shop');
    const on = stack.cluster('home', CLUSTER).namespace('shop', { podSecurity: 'baseline' });
    const props = { namespace: on, chart: 'shop', version: '1.2.3', repository: 'https://charts.example' };
    const release = new HelmRelease(shop, 'shop', props);
    release.listen({ protocol: 'http', service: 'shop', port: 8080, targetPort: 9090, pods: { app: 'shop' } });
  },
});
