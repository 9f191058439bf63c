import { defineEnvironment } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', { ...CLUSTER, networkPolicy: 'none' }).namespace('shop', { traffic: 'denied' });
    stack.acknowledge('network/no-enforcement', { why: 'a test cluster', until: '2024-02-29' });
  },
});
