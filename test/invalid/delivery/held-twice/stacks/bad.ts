import { Component, defineEnvironment, Workload } from '../../../../../src';
import { FLUX } from '../../../../fixtures/flux';
import { CLUSTER, WEB } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const holds = ['namespaces'];
    stack.deliver(FLUX, {
      layout: { folders: [{ path: 'base', holds }, { path: 'ground', holds }, { path: 'apps' }] },
    });
    const on = stack.cluster('home', CLUSTER).namespace('shop');
    new Workload(new Component(stack, 'shop'), 'web', { ...WEB, on });
  },
});
