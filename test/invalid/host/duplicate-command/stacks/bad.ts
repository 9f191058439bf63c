import { defineEnvironment, Host } from '../../../../../src';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const barn = new Host(stack, 'barn', { address: '192.168.1.20', user: 'ops', architecture: 'amd64' });
    barn.file('/etc/barn.conf', { content: 'door = open\n' });
    barn.file('/etc/barn.conf', { content: 'door = shut\n' });
  },
});
