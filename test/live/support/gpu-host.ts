import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { Keys } from '../../../tools/hosts/keys';
import { type Debian, debian } from '../../../tools/hosts/machine/debian';
import { ADDRESS, Machine } from '../../../tools/hosts/machine/machine';
import type { Ended, Network } from '../../../tools/hosts/machine/network';
import { load } from '../../../tools/hosts/machine/nvidia';
import { type Image, Outside } from '../../../tools/hosts/machine/outside';
import { clone } from '../../support/project';
import { say } from './report';

export const IMAGES = {
  ollama: { name: 'ollama/ollama:0.32.14', port: 11434, path: '', says: 'Ollama is running' },
  comfyui: { name: 'yanwk/comfyui-boot:cu128-slim-20251103', port: 8188, path: 'system_stats', says: '{}' },
  whisper: { name: 'onerahmet/openai-whisper-asr-webservice:v1.9.1-gpu', port: 9000, path: 'docs', says: 'Whisper' },
} as const satisfies Record<string, Image>;
export type Server = keyof typeof IMAGES;
export const SERVERS = Object.keys(IMAGES) as Server[];

/** akula-prime of document 000 as a machine under systemd, and this project, aimed at it. */
export class GpuHost {
  private constructor(
    private readonly keys: Keys,
    readonly debian: Debian,
    readonly machine: Machine,
    readonly outside: Outside,
    private readonly root: string,
  ) {}

  static async start(): Promise<GpuHost> {
    const keys = new Keys();
    const system = await debian(say);
    const machine = await Machine.create(keys, system);
    const outside = await Outside.start(machine, mkdtempSync(join(keys.folder, 'outside-')), system, say);
    load(machine, '580.95.05');
    await machine.boot();
    for (const image of Object.values(IMAGES)) await outside.push(image);
    const host = new GpuHost(keys, system, machine, outside, clone());
    host.configure(['steading:host', 'hostKey'], machine.hostKey);
    host.configure(['steading:host', 'identity'], keys.client.path);
    return host;
  }

  configure(path: readonly string[], value: unknown): void {
    const file = join(this.root, 'Pulumi.gpu.yaml');
    const document = parseDocument(readFileSync(file, 'utf8'));
    document.setIn(['config', ...path], value);
    writeFileSync(file, document.toString());
  }

  /** `steading host` from its network, at the address that the document has. */
  steading(what: 'plan' | 'apply'): Promise<Ended> {
    const command = [process.execPath, 'bin/steading.js', 'host', what, 'gpu'];
    return this.machine.lan.run(command, { cwd: this.root, env: { NO_COLOR: '1' } });
  }

  /** What a server answers who asks from a network; undefined where nothing comes back. */
  async answer(server: Server, from: Network = this.machine.lan): Promise<string | undefined> {
    const { port, path } = IMAGES[server];
    const words = ['--silent', '--fail', '--max-time', '3', `http://${ADDRESS}:${port}/${path}`];
    const { code, stdout } = await from.run(['curl', ...words]);
    return code === 0 ? stdout : undefined;
  }

  /** Whether limits of memory and processes can be set: not where another version of cgroups has their controllers. */
  async hasControllers(): Promise<boolean> {
    const controllers = await this.machine.says('cat /sys/fs/cgroup/cgroup.controllers');
    return ['cpu', 'memory', 'pids'].every((name) => controllers.split(' ').includes(name));
  }

  /** Containers without limits, for a machine that cannot set any. */
  async leaveOutLimits(): Promise<void> {
    const [podman, units] = ['/etc/containers/containers.conf.d', '/etc/containers/systemd/users/container.d'];
    await this.machine.says(`
      sudo mkdir -p ${podman} ${units}
      printf '[containers]\\npids_limit = 0\\n' | sudo tee ${podman}/no-limits.conf
      printf '[Container]\\nPodmanArgs=\\n' | sudo tee ${units}/no-limits.conf`);
  }

  async stop(): Promise<void> {
    await this.outside.stop();
    await this.machine.stop();
    this.keys.remove();
  }
}
