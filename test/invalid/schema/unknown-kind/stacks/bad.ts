import { ApiObject } from 'cdk8s';
import { Component, defineEnvironment } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const namespace = stack.cluster('home', CLUSTER).namespace('shop').name;
    const metadata = { name: 'web', namespace };
    const shop = new Component(stack, 'shop');
    new ApiObject(shop, 'web', { apiVersion: 'networking.k8s.io/v1', kind: 'Ingres', metadata });
    new ApiObject(shop, 'route', { apiVersion: 'traefik.io/v1alpha1', kind: 'IngressRout', metadata });
  },
});
