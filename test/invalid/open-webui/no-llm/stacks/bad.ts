import { OpenWebUi } from '../../../../../constructs/open-webui/server';
import { defineEnvironment, Size } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const on = stack.cluster('home', CLUSTER).namespace('ai');
    new OpenWebUi(stack, 'chat', { on, version: 'v0.6.43', size: Size.gibibytes(1), url: 'https://chat.example' });
  },
});
