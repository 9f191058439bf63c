import { ApiObject } from 'cdk8s';
import { Component, defineEnvironment } from '../../../../../src';
import { template } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const namespace = stack.cluster('home', CLUSTER).namespace('shop').name;
    const shop = new Component(stack, 'shop');
    const { spec } = template({ envFrom: [{ configMapRef: { name: 'prices' } }] });
    new ApiObject(shop, 'web', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace }, spec });
    const lost = { name: 'hours', namespace: 'shpo' };
    new ApiObject(shop, 'hours', { apiVersion: 'v1', kind: 'ConfigMap', metadata: lost });
  },
});
