import { defineEnvironment } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const home = stack.cluster('home', { ...CLUSTER, networkPolicy: 'none' });
    home.namespace('shop', { traffic: 'denied' });
    home.namespace('office', { traffic: 'denied' });
    home.namespace('lobby');
  },
});
