import { K3s } from '../../../../../constructs/k3s/install';
import { Cpu, defineEnvironment, Size } from '../../../../../src';

const NODE = { architecture: 'arm64', cpu: Cpu.cores(4), memory: Size.gibibytes(4) } as const;

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    new K3s(stack, 'k3s', {
      version: 'v1.35.4+k3s1',
      cluster: {
        address: '192.168.8.197',
        nodes: { rpi1: { ...NODE, address: '192.168.8.198' } },
        serviceCidr: '10.96.0.0/12',
        podCidr: '10.42.0.0/16',
      },
      ssh: { user: 'rpi1' },
    });
  },
});
