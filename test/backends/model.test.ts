import { Host } from '../../src';
import { model } from '../../src/backends/model';
import { declare } from '../support/declare';

it('shows hosts with their commands and files, sorted, without what is secret', () => {
  const { graph, artifacts } = declare((stack) => {
    const server = new Host(stack, 'server', { address: '192.168.1.10', user: 'ops', architecture: 'arm64' });
    const agent = new Host(stack, 'agent', { address: '192.168.1.11', user: 'ops', architecture: 'arm64' });
    const install = server.command('install', { test: 'test -e k3s', apply: 'get k3s', as: 'root' });
    const token = server.value('token', { read: 'cat token', as: 'root', after: [install] });
    const flags = agent.command('flags', { test: 'is-set', apply: 'set', undo: 'unset', reboot: true });
    agent.file('/etc/token', { content: token, mode: 0o600, after: [flags] });
    agent.file('/etc/motd', { content: 'welcome\n', as: 'user' });
  });
  const hosts = model(graph, artifacts).hosts;
  expect(hosts.map(({ name, address, user }) => [name, address, user])).toEqual([
    ['agent', '192.168.1.11', 'ops'],
    ['server', '192.168.1.10', 'ops'],
  ]);
  const [agent, server] = hosts;
  expect(agent?.commands.map(({ name, after }) => [name, after])).toEqual([
    ['file-etc-motd', []],
    ['file-etc-token', ['flags', 'server/install']],
    ['flags', []],
  ]);
  expect(agent?.commands[2]).toEqual({
    ...{ name: 'flags', as: 'user', reboot: true, test: 'is-set', apply: 'set', undo: 'unset', after: [] },
  });
  expect(server?.commands[0]).toMatchObject({ name: 'install', as: 'root', undo: null });
  expect(agent?.files).toEqual([
    { path: '/etc/motd', mode: '0644', owner: 'ops', content: 'welcome\n' },
    { path: '/etc/token', mode: '0600', owner: 'root' },
  ]);
});
