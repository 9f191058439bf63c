import { RunnerController } from '../../../../../constructs/runners';
import { defineEnvironment } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const on = stack.cluster('home', CLUSTER).namespace('arc-systems', { traffic: 'denied' });
    new RunnerController(stack, 'arc', { on, version: '0.14.2' });
  },
});
