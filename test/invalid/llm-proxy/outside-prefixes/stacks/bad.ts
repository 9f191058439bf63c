import { defineEnvironment } from '../../../../../src';
import { build } from '../../../../constructs/tunnel';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build: (stack) => build(stack, { address: '192.168.1.7' }),
});
