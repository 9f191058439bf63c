import { ApiObject } from 'cdk8s';
import { Component, defineEnvironment } from '../../../../../src';
import { template } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const namespace = stack.cluster('home', CLUSTER).namespace('shop').name;
    const metadata = { name: 'web', namespace };
    const shop = new Component(stack, 'shop');
    const volumeMounts = [{ name: 'leger', mountPath: '/ledger' }];
    const { spec } = template({ volumeMounts }, { volumes: [{ name: 'ledger', emptyDir: {} }] });
    new ApiObject(shop, 'web', { apiVersion: 'v1', kind: 'Pod', metadata, spec });
  },
});
