import { K3s } from '../../../../../constructs/k3s';
import { defineEnvironment, Host } from '../../../../../src';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const host = (name: string, address: string) =>
      new Host(stack, name, { address, user: 'rpi1', architecture: 'arm64', disk: 'sd' });
    new K3s(stack, 'k3s', {
      version: 'v1.35.4+k3s1',
      server: host('rpi1', '192.168.8.197'),
      agents: [host('rpi2', '192.168.8.198')],
      serviceCidr: '10.96.0.0/12',
      podCidr: '10.42.0.0/16',
    });
  },
});
