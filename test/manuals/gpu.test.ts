import { hosts } from '../../src/backends/hosts/commands';
import type { CommandNode } from '../../src/graph/graph';
import { rendered } from '../configurations/rendered';

/** Commands of the operations manual (document 000, GPU Worker and Container Runtime), aimed at what is made for the host. */
const [akula] = hosts(rendered('gpu').graph);
const command = (name: string): CommandNode | undefined => akula?.commands.find((one) => one.name === name);
const unit = (name: string): string => {
  const content = akula?.commands.find(({ file }) => file?.path.endsWith(`/${name}`))?.file?.content;
  return typeof content === 'string' ? content : '';
};

describe('the operations manual of the GPU host', () => {
  it('signs in at akula-prime, 192.168.1.99', () => {
    expect(akula).toMatchObject({ name: 'akula-prime', address: '192.168.1.99', gpu: { model: 'RTX 5080' } });
  });

  it.each([
    ['ollama', 11434],
    ['comfyui', 8188],
    ['whisper', 9000],
  ])('runs %s at port %i, with the GPU, without root, from boot on', (name, port) => {
    const text = unit(`${name}.container`);
    for (const line of [`PublishPort=${port}:${port}/tcp`, 'AddDevice=nvidia.com/gpu=all', 'UserNS=auto']) {
      expect(text).toContain(line);
    }
    expect(text).toContain('WantedBy=default.target');
    expect(unit(`${name}-health.timer`)).toContain('OnUnitInactiveSec=30s');
    expect(command(`unit-${name}.service`)?.as).toBe('user');
    expect(command(`unit-${name}.service`)?.after).toEqual(
      expect.arrayContaining(['linger', 'rootless', 'cdi'].map((first) => `akula-prime/${first}`)),
    );
  });

  it('podman info | grep rootless, groups | grep docker, systemctl is-active docker: asked on the host', () => {
    expect(command('rootless')?.test).toContain('podman info');
    expect(command('not-in-docker-group')?.test).toContain('grep -qw docker');
    expect(command('docker-is-off')?.test).toContain('systemctl --quiet is-active docker.service');
    expect(command('subordinate-ids')?.test).toContain(':100000:');
  });

  it('names a stale CDI file before a container starts', () => {
    expect(unit('ollama.container')).toContain('ExecStartPre=/usr/local/libexec/nvidia-cdi-is-current');
    expect(command('cdi')?.test).toBe('/usr/local/libexec/nvidia-cdi-is-current');
  });

  it('curl http://192.168.1.99:11434/api/tags lists qwen2.5-coder:14b, once it was pulled', () => {
    const pull = command('ollama-models');
    expect(pull?.apply).toContain('ollama pull qwen2.5-coder:14b');
    expect(pull?.after).toEqual(['akula-prime/unit-ollama.service']);
  });

  it('lets the three ports be reached from the networks of the configuration, and from nowhere else', () => {
    const rules = unit('steading.nft');
    expect(rules).toContain('tcp dport { 8188, 9000, 11434 } ip saddr { 192.168.1.0/24 } accept');
    expect(rules).toContain('tcp dport { 8188, 9000, 11434 } drop');
  });
});
