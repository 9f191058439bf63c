import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../../run';
import type { Keys } from '../keys';
import type { Debian } from './debian';
import { type Ended, ip, Network, WITH_PARENT } from './network';
import { BOOT, CREATE, INIT } from './scripts';

/** As document 000 has them: the GPU host, its network, and a network that is none of its own. */
export const ADDRESS = '192.168.1.99';
export const HOMELAB = '192.168.1.10';
const LAN = ['192.168.1.1/24', `${HOMELAB}/24`];
const STRANGER = ['10.20.0.2/24'];
const GATEWAY = '10.20.0.1';

/**
 * A Debian 13 that runs: systemd as process 1 and all that it starts, with a root, processes, a network and cgroups of its own. Its kernel is this
 * machine's: what has no namespace there (the clock, modules, /proc/sys) it may not change. `systemctl reboot` ends it, and it starts again.
 */
export class Machine {
  readonly user = 'akula';
  readonly hostKey: string;
  private unshare: ChildProcess | undefined;
  private said = '';
  private stopped = false;

  private constructor(
    private readonly keys: Keys,
    private readonly folder: string,
    private readonly holder: ChildProcess,
    /** The network of the machine, in which it is `192.168.1.99`. */
    readonly lan: Network,
    /** Another one, which it knows as well. */
    readonly stranger: Network,
  ) {
    const key = keys.hostKey();
    this.hostKey = key.public;
    this.write('/etc/ssh/ssh_host_ed25519_key', key.private, 0o600);
    this.write(`/home/${this.user}/.ssh/authorized_keys`, keys.client.public);
  }

  /** As it is after its installation, not yet started. */
  static async create(keys: Keys, { root }: Debian): Promise<Machine> {
    const folder = mkdtempSync(join(keys.folder, 'machine-'));
    const [lan, stranger] = await Promise.all([Network.start(), Network.start()]);
    const [file, ...args] = [...WITH_PARENT, 'unshare', '--mount', 'sh', '-ec', CREATE, 'sh', folder, root] as const;
    const holder = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    holder.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    await new Promise<void>((resolve, reject) => {
      holder.stdout?.once('data', () => resolve());
      holder.once('close', (code) => reject(new Error(`the machine could not be made (${code}): ${said}`)));
    });
    return new Machine(keys, folder, holder, lan, stranger);
  }

  /** Where a file of it is seen from here. */
  outside(path: string): string {
    return join(`/proc/${this.holder.pid}/root${this.folder}/root`, path);
  }

  write(path: string, text: string, mode = 0o644): void {
    const file = this.outside(path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, mode);
  }

  /** Changes it while it is off, as root. */
  async prepare(script: string): Promise<void> {
    const spaces = `--mount=/proc/${this.holder.pid}/ns/mnt`;
    await run(['nsenter', spaces, 'chroot', join(this.folder, 'root'), 'sh', '-ec', script]);
  }

  /** Starts it; it is up when one can sign in. Whenever it starts anew by itself, it is plugged in again. */
  async boot(): Promise<void> {
    await this.start();
    await this.until('one can sign in', async () => (await this.ssh('true')).code === 0);
  }

  /** Has it start anew, and waits until it is up again. */
  async reboot(): Promise<void> {
    const boot = await this.says('cat /proc/sys/kernel/random/boot_id');
    await this.ssh('sudo systemctl reboot');
    await this.until('it has started anew', async () => {
      const { code, stdout } = await this.ssh('cat /proc/sys/kernel/random/boot_id');
      return code === 0 && stdout.trim() !== boot;
    });
  }

  /** Runs a script there as its user, who becomes root by sudo. */
  ssh(script: string): Promise<Ended> {
    const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR', 'ConnectTimeout=5'];
    const words = options.flatMap((option) => ['-o', option]);
    const to = `${this.user}@${ADDRESS}`;
    return this.lan.run(['ssh', ...words, '-i', this.keys.client.path, to, 'sh -es'], { input: script });
  }

  /** What that script prints. Throws where it ends with anything but 0. */
  async says(script: string): Promise<string> {
    const { code, stdout, stderr } = await this.ssh(script);
    if (code !== 0) throw new Error(`${script}\nended with ${code}: ${stdout}${stderr}`);
    return stdout.trim();
  }

  /** Asks four times a second. */
  async until(what: string, ask: () => Promise<boolean>, seconds = 60): Promise<void> {
    for (const deadline = Date.now() + seconds * 1000; !(await ask()); await sleep(250))
      if (Date.now() > deadline) throw new Error(`not within ${seconds} s: ${what}\n${this.said}`);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    const gone = [this.unshare, this.holder].map((child) => new Promise((resolve) => child?.once('close', resolve)));
    this.unshare?.kill('SIGKILL');
    if (this.unshare) await gone[0];
    this.holder.stdin?.end();
    await gone[1];
    await Promise.all([this.lan.stop(), this.stranger.stop()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async start(): Promise<void> {
    const [file, ...args] = [
      ...WITH_PARENT,
      'sh',
      '-ec',
      BOOT,
      'sh',
      String(this.holder.pid),
      this.folder,
      INIT,
    ] as const;
    const unshare = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.unshare = unshare;
    this.said = '';
    for (const stream of [unshare.stdout, unshare.stderr])
      stream?.on('data', (chunk) => {
        this.said += chunk;
      });
    unshare.once('close', () => {
      if (!this.stopped) void this.start();
    });
    await new Promise((resolve, reject) => {
      unshare.stdout?.once('data', resolve);
      unshare.once('close', () => reject(new Error(`the machine did not start: ${this.said}`)));
    });
    const init = Number(/^init (\d+)$/m.exec(this.said)?.[1]);
    await this.lan.plug(init, 'eth0', LAN, `${ADDRESS}/24`);
    await this.stranger.plug(init, 'eth1', STRANGER, `${GATEWAY}/24`);
    await this.stranger.route(GATEWAY);
    await ip(init, ['link', 'set', 'lo', 'up']);
    await ip(init, ['route', 'add', 'default', 'via', '192.168.1.1']);
    unshare.stdin?.end('plugged in\n');
  }
}
