import { ApiObject } from 'cdk8s';
import { Component, defineEnvironment, HelmRelease } from '../../../../../src';
import { FLUX } from '../../../../fixtures/flux';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.deliver(FLUX);
    const namespace = stack.cluster('home', CLUSTER).namespace('shop');
    const shop = new Component(stack, 'shop');
    new HelmRelease(shop, 'tills', {
      namespace,
      chart: 'tills',
      version: '1.2.3',
      repository: 'https://charts.example.org',
      defines: ['example.org/Till'],
    });
    new ApiObject(shop, 'till', {
      apiVersion: 'example.org/v1',
      kind: 'Till',
      metadata: { name: 'front', namespace: 'shop' },
    });
    shop.file('apps/shop/till.yaml', ['Till/front']);
  },
});
