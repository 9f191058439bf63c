import { ApiObject } from 'cdk8s';
import { Component, defineEnvironment } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const namespace = stack.cluster('home', CLUSTER).namespace('shop').name;
    for (const name of ['shop', 'office']) {
      const metadata = { name: 'opening-hours', namespace };
      new ApiObject(new Component(stack, name), 'hours', { apiVersion: 'v1', kind: 'ConfigMap', metadata });
    }
  },
});
