import { Qdrant } from '../../../../../constructs/qdrant/server';
import { Cpu, defineEnvironment, Size } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const pi5 = { architecture: 'arm64', cpu: Cpu.cores(4), memory: Size.gibibytes(8), pageSize: 16 } as const;
    const on = stack.cluster('home', { ...CLUSTER, nodes: { pi5 } }).namespace('shop');
    new Qdrant(stack, 'qdrant', { on, version: 'v1.19.0', size: Size.gibibytes(10) });
  },
});
