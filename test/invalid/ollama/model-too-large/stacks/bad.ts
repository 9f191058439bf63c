import { Ollama } from '../../../../../constructs/ollama';
import { Cpu, defineEnvironment, Host, Size } from '../../../../../src';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const gpu = { model: 'RTX 5080', memory: Size.gibibytes(16) };
    const on = new Host(stack, 'box', { address: '192.168.1.99', user: 'me', architecture: 'amd64', gpu });
    const resources = { cpu: Cpu.cores(1), memory: Size.gibibytes(32) };
    const ollama = new Ollama(stack, 'ollama', {
      on,
      version: '0.32.14',
      models: Size.gibibytes(100),
      resources,
      gpu: true,
    });
    ollama.pull([
      { name: 'qwen2.5-coder:14b', size: Size.gibibytes(9) },
      { name: 'llama3.3:70b', size: Size.gibibytes(43) },
    ]);
  },
});
