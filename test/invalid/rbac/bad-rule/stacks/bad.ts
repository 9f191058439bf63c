import { Component, defineEnvironment, Workload } from '../../../../../src';
import { CLUSTER, WEB } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const on = stack.cluster('home', CLUSTER).namespace('shop');
    const web = new Workload(new Component(stack, 'shop'), 'web', { ...WEB, on });
    web.may([{ apiGroups: [''], resources: ['pods'], verbs: [] }], 'counts pods');
  },
});
