import { OpenWebUiChart } from '../../../../../constructs/open-webui/chart';
import { defineEnvironment, external, Size } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const on = stack.cluster('home', CLUSTER);
    const room = { size: Size.gibibytes(1), storageClass: 'local-path' };
    const { openai } = external('openai', { name: 'llm', host: '192.168.1.100', port: 8000, path: '/v1' });
    const chat = new OpenWebUiChart(stack, 'chat', { on, chart: '5.18.0', version: '0.5.16', ...room });
    chat.use({ provider: 'openai', model: 'qwen3', openai });
  },
});
