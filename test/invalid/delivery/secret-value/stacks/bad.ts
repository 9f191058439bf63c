import { Component, defineEnvironment, HelmRelease, manual, Secret } from '../../../../../src';
import { FLUX } from '../../../../fixtures/flux';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.deliver({ ...FLUX, engine: 'argocd', namespace: 'shop' });
    const namespace = stack.cluster('home', CLUSTER).namespace('shop');
    const shop = new Component(stack, 'shop');
    const login = new Secret(shop, 'login', { namespace, keys: { PASSWORD: manual('what opens the till') } });
    new HelmRelease(shop, 'tills', {
      namespace,
      chart: 'tills',
      version: '1.2.3',
      repository: 'https://charts.example.org',
      secretValues: { 'auth.password': login.key('PASSWORD') },
    });
  },
});
