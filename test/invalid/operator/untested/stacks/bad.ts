import { Component, defineEnvironment, HelmRelease } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const home = stack.cluster('home', CLUSTER);
    new HelmRelease(new Component(stack, 'certificates'), 'certificates', {
      namespace: home.namespace('certificates'),
      chart: 'cert-manager',
      version: 'v1.18.2',
      repository: 'https://charts.jetstack.io',
    });
  },
});
