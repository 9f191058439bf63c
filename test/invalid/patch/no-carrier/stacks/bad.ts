import { Component, defineEnvironment, HelmRelease } from '../../../../../src';
import { CLUSTER } from '../../../props';

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop-web' };

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const namespace = stack.cluster('home', CLUSTER).namespace('shop');
    const release = new HelmRelease(new Component(stack, 'shop'), 'shop', {
      namespace,
      chart: 'shop',
      version: '1.2.0',
      repository: 'https://charts.example.org',
      brings: [DEPLOYMENT],
    });
    release.patch(DEPLOYMENT, { spec: { minReadySeconds: 10 } }, 'waits before it goes on');
  },
});
