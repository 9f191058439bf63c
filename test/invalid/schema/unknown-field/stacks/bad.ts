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
    new ApiObject(shop, 'web', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { ports: [{ port: 80, tagretPort: 8080 }] },
    });
  },
});
