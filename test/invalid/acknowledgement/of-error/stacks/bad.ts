import { defineEnvironment } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', { ...CLUSTER, podCidr: CLUSTER.serviceCidr });
    stack.acknowledge('network/overlap', { why: 'it worked so far', until: '9999-12-31' });
  },
});
