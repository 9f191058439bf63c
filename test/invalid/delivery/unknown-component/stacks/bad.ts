import { Component, defineEnvironment, Workload } from '../../../../../src';
import { FLUX } from '../../../../fixtures/flux';
import { CLUSTER, WEB } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.deliver(FLUX, {
      layout: {
        folders: [
          { path: 'base', holds: ['namespace'] },
          { path: 'apps', each: true },
        ],
      },
    });
    const on = stack.cluster('home', CLUSTER).namespace('shop');
    new Workload(new Component(stack, 'shop'), 'web', { ...WEB, on });
  },
});
