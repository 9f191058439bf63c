import { defineEnvironment } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},

  build(stack) {
    stack.cluster('home', CLUSTER).namespace('apps', { trafic: 'denied' });
  },
});
