import { Component, Cpu, defineEnvironment, Image, Size, Workload } from '../../../../../src';
import { CLUSTER, WEB } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const pi = { architecture: 'arm64', cpu: Cpu.cores(4), memory: Size.gibibytes(8) } as const;
    const on = stack.cluster('home', { ...CLUSTER, nodes: { pi } }).namespace('shop');
    const image = Image.of('docker.io/searx/filtron', { tag: '0.2.0', platforms: ['amd64'] });
    new Workload(new Component(stack, 'shop'), 'filtron', { ...WEB, on, image });
  },
});
