import { HolmesGpt } from '../../../../../constructs/holmesgpt/chart';
import { defineEnvironment, external } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const on = stack.cluster('home', CLUSTER);
    const server = external('openai', { name: 'llm', host: '192.168.1.100', port: 8000, path: '/v1' });
    const llm = { provider: 'openai', model: 'qwen3-coder', ...server } as const;
    const runbooks = [
      {
        name: 'vpn',
        about: { issueName: 'vpn|tunnel' },
        examples: ['the vpn is down', 'tunnel closed'],
        instructions: ['Look at the events of the pod.'],
      },
    ] as const;
    new HolmesGpt(stack, 'holmesgpt', { on, chart: '0.16.1', llm, runbooks });
  },
});
