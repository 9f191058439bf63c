import { HolmesGpt } from '../../../../../constructs/holmesgpt/chart';
import { defineEnvironment, external } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const on = stack.cluster('home', CLUSTER);
    const server = external('openai', { name: 'anthropic', host: 'api.anthropic.com', port: 443 });
    const llm = { provider: 'anthropic', model: 'claude-sonnet-4-5-20250929', ...server } as const;
    new HolmesGpt(stack, 'holmesgpt', { on, chart: '0.16.1', llm });
  },
});
