import { OpenWebUiChart } from '../../../../../constructs/open-webui/chart';
import { defineEnvironment, external, Size } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const on = stack.cluster('home', CLUSTER);
    const room = { size: Size.gibibytes(1), storageClass: 'local-path' };
    const server = { name: 'vllm', host: '192.168.1.100', port: 8000, path: '/v1' };
    const openai = { name: 'openai', host: 'api.openai.com', port: 443, path: '/v1' };
    const key = { provider: 'openai', keySecret: 'llm-api-keys' } as const;
    const chat = new OpenWebUiChart(stack, 'chat', { on, chart: '6.4.0', version: '0.6.5', ...room });
    chat.use({ ...key, model: 'gpt-4o', ...external('openai', openai) });
    chat.use({ ...key, model: 'qwen3', ...external('openai', server) });
  },
});
