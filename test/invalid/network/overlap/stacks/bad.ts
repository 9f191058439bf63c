import { defineEnvironment } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', { ...CLUSTER, address: '10.42.9.1', podCidr: '10.42.0.0/15' });
  },
});
