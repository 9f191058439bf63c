import { ApiObject, JsonPatch } from 'cdk8s';
import { Component, defineEnvironment } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const shop = new Component(stack, 'shop');
    const settings = new ApiObject(shop, 'settings', { apiVersion: 'v1', kind: 'ConfigMap' });
    settings.addJsonPatch(JsonPatch.remove('/metadata'));
  },
});
