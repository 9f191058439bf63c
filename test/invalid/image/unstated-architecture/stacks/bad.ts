import { Component, Cpu, defineEnvironment, Size, Workload } from '../../../../../src';
import { CLUSTER, WEB } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const pi = { architecture: 'arm64', cpu: Cpu.cores(4), memory: Size.gibibytes(8) } as const;
    const on = stack.cluster('home', { ...CLUSTER, nodes: { pi } }).namespace('shop');
    new Workload(new Component(stack, 'shop'), 'web', { ...WEB, on }).healthy({ command: ['true'] });
  },
});
