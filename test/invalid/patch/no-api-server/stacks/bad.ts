import { ARGO_CD, Component, defineEnvironment, HelmRelease } from '../../../../../src';
import { CLUSTER } from '../../../props';

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop-web' };

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const namespace = stack.cluster('home', { ...CLUSTER, brings: ARGO_CD }).namespace('shop', { traffic: 'denied' });
    stack.deliver({
      engine: 'argocd',
      repository: 'https://git.example.org/shop.git',
      revision: 'main',
      path: '',
      namespace: 'argocd',
    });
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
