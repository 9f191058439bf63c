import { ApiObject } from 'cdk8s';
import { Component, defineEnvironment } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const namespace = stack.cluster('home', CLUSTER).namespace('shop').name;
    const shop = new Component(stack, 'shop');
    new ApiObject(shop, 'hours', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'opening_hours', namespace },
    });
    const spec = { type: 'ExternalName', externalName: 'web.example' };
    new ApiObject(shop, 'web', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web.shop', namespace }, spec });
  },
});
