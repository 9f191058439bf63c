import { Cpu, defineEnvironment, Size } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const pi = {
      architecture: 'arm64',
      cpu: Cpu.cores(4),
      memory: Size.gibibytes(8),
      address: '192.186.1.11',
    } as const;
    stack.cluster('home', { ...CLUSTER, network: '192.168.1.0/24', nodes: { pi } });
  },
});
