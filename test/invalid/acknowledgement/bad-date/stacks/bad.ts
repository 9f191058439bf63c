import { defineEnvironment } from '../../../../../src';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.acknowledge('network/no-enforcement', { why: 'a test cluster', until: '2027-02-30' });
  },
});
