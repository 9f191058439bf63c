import { defineEnvironment, Host } from '../../../../../src';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const barn = new Host(stack, 'barn', { address: '192.168.1.20', user: 'ops', architecture: 'amd64' });
    const shed = new Host(stack, 'shed', { address: '192.168.1.21', user: 'ops', architecture: 'amd64' });
    const after: ReturnType<typeof shed.command>[] = [];
    const key = barn.command('key', { test: 'test -e key', apply: 'touch key', after });
    const lock = shed.command('lock', { test: 'test -e lock', apply: 'touch lock', after: [key] });
    after.push(barn.command('door', { test: 'test -e door', apply: 'touch door', after: [lock] }));
    barn.command('enter', { test: 'false', apply: 'true', after: [key] });
  },
});
