import { spawn, spawnSync } from 'node:child_process';
import { hosts } from '../../src/backends/hosts/commands';
import type { CommandNode } from '../../src/graph/graph';
import { rendered } from '../configurations/rendered';
import { FakeMachine } from '../support/machine';

const [akula] = hosts(rendered('gpu').graph);
const command = (name: string): CommandNode => {
  const found = akula?.commands.find((one) => one.name === name);
  if (!found) throw new Error(`there is no command ${name}`);
  return found;
};
const file = (path: string): string => {
  const content = akula?.commands.find((one) => one.file?.path === path)?.file?.content;
  return typeof content === 'string' ? content : '';
};

let machine: FakeMachine;
beforeEach(() => {
  machine = new FakeMachine();
});
afterEach(() => machine.remove());

describe('a container that does not answer yet', () => {
  const unit = file('/home/akula/.config/containers/systemd/comfyui.container');
  const [, seconds, loop = ''] = /^ExecStartPost=\/usr\/bin\/timeout (\d+) \/bin\/sh -c '(.*)'$/m.exec(unit) ?? [];
  /** As systemd hands it to the shell, with programs of the test. */
  const ask = (pid: number | undefined, curl: string) => {
    const script = loop.replaceAll('$$', '$').replace('/usr/bin/curl', curl);
    return spawnSync('sh', ['-c', script], { env: { PATH: process.env.PATH, MAINPID: String(pid ?? '') } });
  };

  it('is asked as long as it may take, and no longer than it lives', () => {
    expect(seconds).toBe('1200');
    const { pid } = spawnSync('true');
    for (const gone of [pid, undefined]) expect(ask(gone, 'false').status).not.toBe(0);
  });

  it('has started once it answers', () => {
    const child = spawn('sleep', ['60']);
    machine.program('once', 'test -e ROOT/asked || { touch ROOT/asked; exit 7; }');
    const script = loop.replaceAll('$$', '$').replace('/usr/bin/curl', 'once').replace('sleep 2', 'sleep 0');
    expect(machine.run(`MAINPID=${child.pid}; ${script}`).status).toBe(0);
    child.kill();
  });
});

describe('Podman', () => {
  const { test, apply, after } = command('quadlet');
  const generator = '/usr/lib/systemd/user-generators/podman-user-generator';

  it.each([
    ['5.4.2', true, 0],
    ['10.0.0', true, 0],
    ['4.9.3', true, 1],
    ['5.4.2', false, 1],
  ])('%s, generator %s: its test ends with %i', (version, hasGenerator, status) => {
    machine.program('podman', `echo 'podman version ${version}'`);
    if (hasGenerator) machine.write(generator, '', 0o755);
    expect(machine.run(test).status).toBe(status);
  });

  it('says what it got and what it needs, and asks before any container', () => {
    machine.program('podman', "echo 'podman version 4.3.1'");
    expect(machine.run(apply)).toMatchObject({ status: 1, stderr: expect.stringContaining('podman version 4.3.1') });
    expect(after).toContain('akula-prime/package-podman');
    for (const first of ['quadlet', 'network-online', 'linger', 'filter'])
      expect(command('unit-ollama.service').after).toContain(`akula-prime/${first}`);
  });

  it('has units of the user wait for no network that nobody asks for', () => {
    const { test, apply } = command('network-online');
    machine.program('systemctl', 'echo "$*" >> ROOT/said');
    expect(machine.run(test).status).toBe(1);
    machine.run(apply);
    expect(machine.read('/said')).toContain('add-wants multi-user.target network-online.target');
    machine.write('/etc/systemd/system/multi-user.target.wants/network-online.target', '');
    expect(machine.run(test).status).toBe(0);
  });

  it('has a D-Bus of its user before units of the user run', () => {
    expect(command('linger').after).toEqual(['akula-prime/package-dbus-user-session']);
    expect(command('rootless').after).toContain('akula-prime/linger');
  });
});

describe('the packet filter', () => {
  it('is so when the kernel has what the file says', () => {
    machine.program('nft', 'case "$1" in list) cat ROOT/kernel ;; esac');
    machine.program('unshare', 'echo as the file says');
    machine.write('/kernel', 'as the file says\n');
    expect(machine.run(command('filter').test).status).toBe(0);
    machine.write('/kernel', '');
    expect(machine.run(command('filter').test).status).toBe(1);
    machine.program('unshare', 'exit 1');
    expect(machine.run(command('filter').test).status).toBe(1);
  });

  it('is there before the network, and as long as containers are', () => {
    const unit = file('/etc/systemd/system/steading-firewall.service');
    const lines = ['DefaultDependencies=no', 'Conflicts=shutdown.target', 'WantedBy=sysinit.target'];
    for (const line of lines) expect(unit).toContain(`\n${line}\n`);
    expect(unit).toMatch(/^Before=network-pre.target systemd-user-sessions.service shutdown.target$/m);
  });

  it('is brought back by what flushes it, and enabled anew where its links are others', () => {
    const dropIn = file('/etc/systemd/system/nftables.service.d/steading.conf');
    for (const key of ['ExecStartPost', 'ExecReload', 'ExecStopPost'])
      expect(dropIn).toContain(`${key}=-/usr/sbin/nft -f /etc/nftables/steading.nft\n`);
    expect(command('unit-steading-firewall.service').apply).toContain('reenable steading-firewall.service');
  });
});

describe('packages', () => {
  const { apply } = command('package-podman');

  it('wait for the lock of the lists, fetch them once, and are installed', () => {
    machine.write('/run/steading-apt', '');
    machine.write('/etc/apt/sources.list.d/one.list', '');
    machine.program('sleep', ':');
    machine.program(
      'apt-get',
      `echo "$*" >> ROOT/said
       case "$*" in *update) test -e ROOT/free || { touch ROOT/free; echo 'E: Could not get lock /var/lib/apt/lists/lock.'; exit 100; } ;; esac`,
    );
    for (const times of [1, 2]) expect([times, machine.run(apply)]).toMatchObject([times, { status: 0, stderr: '' }]);
    const install = '-o DPkg::Lock::Timeout=600 -qq install --no-install-recommends podman';
    expect(machine.read('/said').trim().split('\n')).toEqual(['-qq update', '-qq update', install, install]);
  });

  it('are not installed from lists that cannot be fetched', () => {
    machine.write('/run/steading-apt', '');
    machine.write('/etc/apt/sources.list.d/one.list', '');
    machine.program('apt-get', "case $* in *update) echo 'E: not signed'; exit 100 ;; esac; touch ROOT/installed");
    expect(machine.run(apply)).toMatchObject({ status: 1, stderr: 'E: not signed\n' });
    expect(() => machine.read('/installed')).toThrow();
  });

  it('that several ask for are one, which comes before what needs it', () => {
    expect(akula?.commands.filter(({ name }) => name === 'package-curl')).toHaveLength(1);
    expect(command('nvidia-key').after).toContain('akula-prime/package-curl');
  });
});
