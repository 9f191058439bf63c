import { load } from 'js-yaml';
import { K3s } from '../../constructs/k3s/install';
import { hosts } from '../../src/backends/hosts/commands';
import type { HostNode } from '../../src/graph/graph';
import { Cpu, Size } from '../../src/model/units';
import { declared } from '../configurations/rendered';
import { FakeMachine } from '../support/machine';

const node = (address: string, disk: 'ssd' | 'sd') =>
  ({ address, disk, architecture: 'arm64', cpu: Cpu.cores(4), memory: Size.gibibytes(4) }) as const;
const { graph } = declared((stack) => {
  new K3s(stack, 'k3s', {
    version: 'v1.35.4+k3s1',
    cluster: {
      address: '192.168.8.197',
      nodes: {
        two: { ...node('192.168.8.198', 'sd'), labels: { disk: 'sd' } },
        one: node('192.168.8.197', 'ssd'),
        three: node('192.168.8.199', 'ssd'),
      },
      serviceCidr: '10.96.0.0/12',
      podCidr: '10.42.0.0/16',
    },
    ssh: { user: 'rpi1' },
    insecureRegistries: ['10.110.67.87:5000'],
    taints: { two: ['wears=out:PreferNoSchedule'] },
  });
});
const byName = Object.fromEntries(hosts(graph).map((host) => [host.name, host])) as Record<string, HostNode>;
const command = (host: string, name: string) => byName[host]?.commands.find((one) => one.name === name);
const fileOf = (host: string, path: string) => {
  const content = byName[host]?.commands.find(({ file }) => file?.path === path)?.file?.content;
  return typeof content === 'string' ? load(content) : content;
};

describe('k3s', () => {
  it('starts the server first; agents join by its token, which comes from nowhere else, and wait for nobody but it', () => {
    expect(byName.one?.values).toMatchObject([{ name: 'k3s-token', as: 'root', after: ['one/unit-k3s.service'] }]);
    for (const agent of ['two', 'three']) {
      const token = command(agent, 'file-etc-rancher-k3s-token');
      expect(token?.file).toMatchObject({ content: { value: 'one/k3s-token' }, mode: 0o600, owner: 'root' });
      expect(token?.after).toEqual(['one/unit-k3s.service']);
      const waits = command(agent, 'unit-k3s-agent.service')?.after ?? [];
      expect(waits).toContain(`${agent}/file-etc-rancher-k3s-token`);
      expect(waits.filter((name) => !name.startsWith(`${agent}/`))).toEqual([]);
    }
  });

  it('says networks, labels and taints where they belong', () => {
    expect(fileOf('one', '/etc/rancher/k3s/config.yaml')).toMatchObject({
      'node-name': 'one',
      'cluster-cidr': '10.42.0.0/16',
      'service-cidr': '10.96.0.0/12',
    });
    expect(fileOf('two', '/etc/rancher/k3s/config.yaml')).toEqual({
      'node-name': 'two',
      'node-label': ['disk=sd'],
      'node-taint': ['wears=out:PreferNoSchedule'],
      server: 'https://192.168.8.197:6443',
      'token-file': '/etc/rancher/k3s/token',
    });
    expect(fileOf('three', '/etc/rancher/k3s/registries.yaml')).toEqual({
      mirrors: { '10.110.67.87:5000': { endpoint: ['http://10.110.67.87:5000'] } },
    });
  });

  it('reboots where the kernel counts no memory, before k3s starts', () => {
    expect(command('two', 'cgroups')).toMatchObject({ reboot: true, as: 'root' });
    expect(command('two', 'unit-k3s-agent.service')?.after).toContain('two/cgroups');
  });

  describe('flags of the kernel', () => {
    const { test, apply } = command('two', 'cgroups') ?? { test: '', apply: '' };
    const FILE = '/boot/firmware/cmdline.txt';
    const pi = new FakeMachine();
    const started = (line: string, boot: string) => {
      pi.write('/proc/cmdline', `${line}\n`);
      pi.write('/proc/sys/kernel/random/boot_id', boot);
    };
    afterAll(() => pi.remove());

    it('stand on the first line, wherever they stood before, and win over others of their kind', () => {
      pi.write('/sys/fs/cgroup/cgroup.controllers', 'cpuset cpu io pids\n');
      started('root=/dev/sda2', 'one');
      const RIGHT = 'root=/dev/sda2 rootwait cgroup_memory=1 cgroup_enable=memory';
      for (const text of [
        'root=/dev/sda2 rootwait\n',
        'root=/dev/sda2 rootwait\r\ncgroup_memory=1 cgroup_enable=memory\r\n',
        'root=/dev/sda2 cgroup_enable=memory cgroup_disable=memory rootwait',
      ]) {
        pi.write(FILE, text);
        expect(pi.run(test).status).toBe(1);
        expect([text, pi.run(apply)]).toMatchObject([text, { status: 0, stderr: '' }]);
        expect(pi.read(FILE).trimEnd()).toBe(RIGHT);
      }
      pi.write(FILE, 'root=/dev/sda2 cgroup_enable=cpuset\nkept=as it is\n');
      pi.run(apply);
      expect(pi.read(FILE)).toBe(
        'root=/dev/sda2 cgroup_enable=cpuset cgroup_memory=1 cgroup_enable=memory\nkept=as it is\n',
      );
    });

    it('take one start: where that brought nothing the next one is not tried', () => {
      expect(pi.run(apply)).toMatchObject({ status: 0 });
      started('root=/dev/sda2', 'two');
      expect(pi.run(apply)).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('which file its firmware reads'),
      });
      started('root=/dev/sda2 cgroup_memory=1 cgroup_enable=memory', 'three');
      expect(pi.run(apply)).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('counts no memory all the same'),
      });
    });
  });

  it('spares SD cards, and only them', () => {
    const spared = Object.values(byName).filter(({ commands }) => commands.some(({ name }) => name === 'no-swap'));
    expect(spared.map(({ name }) => name)).toEqual(['two']);
  });
});
