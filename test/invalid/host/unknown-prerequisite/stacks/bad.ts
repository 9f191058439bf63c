import { defineEnvironment, Host, Stack } from '../../../../../src';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const town = new Host(new Stack('town'), 'mill', { address: '192.168.1.20', user: 'ops', architecture: 'amd64' });
    const flour = town.command('flour', { test: 'test -e flour', apply: 'touch flour' });
    const barn = new Host(stack, 'barn', { address: '192.168.1.21', user: 'ops', architecture: 'amd64' });
    barn.command('bread', { test: 'test -e bread', apply: 'touch bread', after: [flour] });
  },
});
