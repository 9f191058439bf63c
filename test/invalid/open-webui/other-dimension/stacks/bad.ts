import { OpenWebUiChart } from '../../../../../constructs/open-webui/chart';
import { QdrantChart } from '../../../../../constructs/qdrant/chart';
import { defineEnvironment, external, Size } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const on = stack.cluster('home', CLUSTER);
    const room = { size: Size.gibibytes(1), storageClass: 'local-path' };
    const { openai } = external('openai', { name: 'llm', host: '192.168.1.100', port: 8000, path: '/v1' });
    const vectors = { size: 768, distance: 'Cosine' } as const;
    const qdrant = new QdrantChart(stack, 'qdrant', { on, chart: '0.10.1', vectors, ...room });
    const chat = new OpenWebUiChart(stack, 'chat', { on, chart: '6.4.0', version: '0.6.5', ...room });
    chat.use({ provider: 'openai', model: 'qwen3', openai });
    chat.remember(qdrant);
  },
});
