import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from '../../tools/hosts/machine/nvidia';
import { whyNoMachine } from '../../tools/hosts/machine/why';
import { GpuHost, IMAGES, SERVERS } from './support/gpu-host';
import { had, say } from './support/report';

jest.setTimeout(600_000);

had('podman-host', whyNoMachine(), () => {
  let host: GpuHost;
  const says = (script: string): Promise<string> => host.machine.says(script);
  const answers = async (): Promise<(string | undefined)[]> =>
    Promise.all(SERVERS.map((server) => host.answer(server)));
  const strangersGet = (): Promise<(string | undefined)[]> =>
    Promise.all(SERVERS.map((server) => host.answer(server, host.machine.stranger)));
  const ALL = SERVERS.map((server) => IMAGES[server].says);
  const NONE = SERVERS.map(() => undefined);

  beforeAll(async () => {
    host = await GpuHost.start();
    if (await host.hasControllers()) return;
    say('podman-host: limits of memory and of processes are left out, this kernel has their controllers in cgroup v1');
    await host.leaveOutLimits();
  });

  afterAll(() => host?.stop());

  test('a Debian 13 with nothing on it becomes the machine of the manual, and then nothing is left to do', async () => {
    const first = await host.steading('apply');
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining(' 0 failed, 0 not tried') });
    expect(await answers()).toEqual(ALL);
    const again = await host.steading('apply');
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('gpu: 0 done, ') });
    expect(await host.steading('plan')).toMatchObject({ code: 0 });
  });

  test('commands of the manual say there what it says', async () => {
    expect(await says("podman ps --format '{{.Names}}' | sort")).toBe('comfyui\nollama\nwhisper');
    expect(await says('podman info | grep "rootless:"')).toContain('true');
    expect(await says('groups')).not.toContain('docker');
    expect(await says('systemctl is-active docker || true')).toBe('inactive');
    expect(await says('podman exec ollama ollama show qwen2.5-coder:14b && echo there')).toBe('there');
    const roots = await says(
      "for c in $(podman ps -q); do podman inspect -f '{{.State.Pid}}' $c; done | while read p; do stat -c %u /proc/$p; done",
    );
    const ids = roots.split('\n').map(Number);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toBeGreaterThanOrEqual(100_000);
  });

  test('another network gets nothing, whatever else happens to the packet filter', async () => {
    expect(await strangersGet()).toEqual(NONE);
    for (const verb of ['start', 'reload', 'restart', 'stop']) {
      await says(`sudo systemctl ${verb} nftables.service`);
      expect([verb, await strangersGet()]).toEqual([verb, NONE]);
    }
    await says('sudo nft flush ruleset');
    expect(await strangersGet()).toEqual(ALL);
    const plan = await host.steading('plan');
    expect(plan).toMatchObject({ code: 1, stdout: expect.stringContaining('change  filter: as root') });
    expect(plan.stdout).toContain('1 of ');
    expect(await host.steading('apply')).toMatchObject({ code: 0 });
    expect(await strangersGet()).toEqual(NONE);
    expect(await answers()).toEqual(ALL);
  });

  test('its units and those of cloud-init come in an order that there is', async () => {
    const units = join(host.debian.beside, 'usr/lib/systemd/system');
    for (const name of readdirSync(units).filter((one) => /\.(service|socket|target)$/.test(one)))
      host.machine.write(`/srv/units/${name}`, readFileSync(join(units, name), 'utf8'));
    host.machine.write('/srv/units/late.service', LATE);
    // As cloud-init's generator and its package enable them, and as an image of a cloud has its network.
    await says(`
      cd /srv/units
      sudo mkdir multi-user.target.wants cloud-init.target.wants network-online.target.wants
      sudo ln -s ../cloud-init.target /usr/lib/systemd/system/systemd-networkd.service multi-user.target.wants
      sudo ln -s /usr/lib/systemd/system/systemd-networkd-wait-online.service network-online.target.wants
      for stage in init-main init-local init-network config final; do sudo ln -s ../cloud-$stage.service cloud-init.target.wants; done`);
    const verify = 'sudo SYSTEMD_UNIT_PATH=/srv/units: systemd-analyze verify multi-user.target 2>&1 || true';
    expect(await says(verify)).not.toContain('cycle');
    await says('sudo ln -s ../late.service /srv/units/multi-user.target.wants');
    expect(await says(verify)).toContain('cloud-init-network.service/start deleted to break ordering cycle');
  });

  test('a container that dies at start fails its unit when it dies', async () => {
    await host.outside.push({ ...IMAGES.comfyui, name: 'yanwk/comfyui-boot:broken', dies: true });
    host.configure(['steading:versions', 'comfyui'], 'broken');
    const { code, stdout } = await host.steading('apply');
    expect(code).toBe(3);
    expect(stdout).toMatch(/akula-prime\/unit-comfyui.service ended with 1\n/);
    host.configure(['steading:versions', 'comfyui'], 'cu128-slim-20251103');
    expect(await host.steading('apply')).toMatchObject({ code: 0 });
    expect(await answers()).toEqual(ALL);
  });

  test('a server that is sick is started anew', async () => {
    const id = await says("podman inspect -f '{{.Id}}' whisper");
    await says('podman exec whisper rm /srv/docs');
    await host.machine.until(
      'another container',
      async () => {
        const { stdout } = await host.machine.ssh("podman inspect -f '{{.Id}}' whisper");
        return stdout.trim() !== '' && stdout.trim() !== id;
      },
      120,
    );
    await host.machine.until('it answers', async () => (await host.answer('whisper')) !== undefined);
  });

  test('a stale CDI file is named before a container starts, and made anew', async () => {
    load(host.machine, '590.44.01');
    const { code } = await host.machine.ssh('systemctl --user restart ollama.service');
    expect(code).not.toBe(0);
    const journal = await says('journalctl --user --unit ollama.service --no-pager --output cat --lines 50');
    expect(journal).toContain('/etc/cdi/nvidia.yaml is of driver 580.95.05, loaded is 590.44.01');
    const { stdout } = await host.steading('apply');
    expect(stdout).toContain('akula-prime/cdi\n');
    expect(await answers()).toEqual(ALL);
  });

  test('an update is taken, and one that does not start is taken back', async () => {
    const update = 'podman auto-update --format "{{.Unit}} {{.Updated}}" | sort';
    await host.outside.push({ ...IMAGES.ollama, says: 'Ollama is newer' });
    expect(await says(update)).toBe('comfyui.service false\nollama.service true\nwhisper.service false');
    expect(await host.answer('ollama')).toBe('Ollama is newer');
    await host.outside.push({ ...IMAGES.ollama, dies: true });
    expect((await host.machine.ssh(update)).stdout).toContain('ollama.service rolled back');
    expect(await host.answer('ollama')).toBe('Ollama is newer');
    expect(await host.steading('plan')).toMatchObject({ code: 0 });
  });

  test('it starts anew by itself: the filter first, then what it guards; and ends the other way round', async () => {
    await host.machine.reboot();
    await host.machine.until('all of them answer', async () => !(await answers()).includes(undefined), 120);
    expect(await strangersGet()).toEqual(NONE);
    const waits = 'systemctl --user show --property=Result --value podman-user-wait-network-online.service';
    expect(await says(waits)).toBe('success');
    expect(await says('sudo journalctl --boot --output cat | grep -c "ordering cycle" || true')).toBe('0');
    expect(await host.steading('plan')).toMatchObject({ code: 0 });
    const ends = await says(
      'sudo journalctl --boot -1 --output cat --unit user@1000.service --unit steading-firewall.service | grep ^Stopped',
    );
    expect(
      ends
        .split('\n')
        .map((line) => line.replace(/^Stopped (\S+) .*/, '$1'))
        .slice(-2),
    ).toEqual(['user@1000.service', 'steading-firewall.service']);
  });
});

/** As the filter was at first: before the network and, by default, after sysinit.target, which comes after a stage of cloud-init that needs the network. */
const LATE = `[Unit]
Before=network-pre.target
Wants=network-pre.target
[Service]
Type=oneshot
ExecStart=/bin/true
[Install]
WantedBy=multi-user.target
`;
