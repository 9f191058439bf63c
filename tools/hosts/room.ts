import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HostProps, SshHost } from './host';
import type { Keys } from './keys';

/**
 * A machine with a real sshd and a real sudo, as root on Linux: this machine's root with the unpacked packages and a
 * layer in memory on top, and processes of its own. `systemctl reboot` ends them, and it starts again with another boot id.
 */
export class RoomHost implements SshHost {
  readonly user: string;
  readonly place = '/srv/steading';
  private log = '';
  private sshd: ChildProcess | undefined;
  private stopped = false;

  private constructor(
    readonly port: number,
    readonly hostKey: string,
    private readonly holder: ChildProcess,
    private readonly folder: string,
    { user }: HostProps,
  ) {
    this.user = user ?? 'admin';
  }

  static async start(props: HostProps, keys: Keys, packages: string, port: number): Promise<RoomHost> {
    const folder = mkdtempSync(join(keys.folder, 'room-'));
    const holder = spawn(
      'setpriv',
      [...WITH_PARENT, 'unshare', '--mount', 'sh', '-ec', SETUP, 'sh', folder, packages],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    await new Promise<void>((resolve, reject) => {
      holder.stdout?.once('data', () => resolve());
      holder.once('close', (code) => reject(new Error(`the room ended with ${code}`)));
    });
    const key = keys.hostKey();
    const host = new RoomHost(port, key.public, holder, folder, props);
    host.write('/etc/passwd', PASSWD);
    host.write('/etc/shadow', 'root:*:19000::::::\nsshd:*:19000::::::\nadmin:*:19000::::::\n', 0o600);
    host.write('/etc/ssh/host_key', key.private, 0o600);
    host.write('/etc/ssh/authorized_keys', keys.client.public);
    host.write('/etc/ssh/sshd_config', sshdConfig(port));
    host.write('/etc/sudoers.d/admin', props.sudo === 'password' ? 'admin ALL=(ALL) ALL\n' : SUDOERS, 0o440);
    host.write('/usr/local/bin/systemctl', SYSTEMCTL, 0o755);
    for (const path of ['/run/sshd', host.place]) mkdirSync(host.outside(path), { recursive: true });
    await host.boot();
    return host;
  }

  outside(path: string): string {
    return join(`/proc/${this.holder.pid}/root${this.folder}/root`, path);
  }

  said(): string {
    return this.log;
  }

  /** Ends every connection from the server's side, as a machine does that loses its network. */
  async cut(): Promise<void> {
    const script =
      'for p in /proc/[0-9]*; do [ "${p#/proc/}" = 1 ] || case $(tr "\\0" " " < $p/cmdline) in sshd:*) echo ${p#/proc/};; esac; done';
    await this.inside(`kill -KILL $(${script})`);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    const gone = [this.sshd, this.holder].map((child) => new Promise((resolve) => child?.once('close', resolve)));
    this.sshd?.kill('SIGKILL');
    this.holder.stdin?.end();
    await Promise.all(gone);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private write(path: string, text: string, mode = 0o644): void {
    const file = this.outside(path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode });
  }

  /** Runs it beside the room's sshd, as root. */
  private inside(script: string): Promise<void> {
    const child = spawn('nsenter', [
      `--mount=/proc/${this.holder.pid}/ns/mnt`,
      `--pid=/proc/${this.sshd?.pid}/ns/pid_for_children`,
      ...['chroot', join(this.folder, 'root'), 'sh', '-c', script],
    ]);
    return new Promise((resolve) => child.once('close', () => resolve()));
  }

  private boot(): Promise<void> {
    this.write('/etc/boot_id', `${randomUUID()}\n`);
    const sshd = spawn(
      'setpriv',
      [
        ...WITH_PARENT,
        'nsenter',
        `--mount=/proc/${this.holder.pid}/ns/mnt`,
        ...['unshare', '--pid', '--fork', '--kill-child', 'sh', '-ec', BOOT, 'sh', join(this.folder, 'root')],
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.sshd = sshd;
    sshd.once('close', () => {
      if (!this.stopped) void this.boot();
    });
    return new Promise((resolve, reject) => {
      sshd.stderr?.on('data', (chunk) => {
        this.log += chunk;
        if (/Server listening/.test(this.log)) resolve();
      });
      sshd.once('close', () => reject(new Error(`sshd ended: ${this.log}`)));
    });
  }
}

/** Nothing is left of a room when who opened it is killed. */
const WITH_PARENT = ['--pdeathsig', 'KILL'];

const PASSWD = `root:x:0:0::/root:/bin/sh
sshd:x:74:65534::/run/sshd:/bin/false
admin:x:2000:2000::/home/admin:/bin/sh
`;
const SUDOERS = 'admin ALL=(ALL) NOPASSWD: ALL\n';

const sshdConfig = (port: number): string => `Port ${port}
ListenAddress 127.0.0.1
HostKey /etc/ssh/host_key
AuthorizedKeysFile /etc/ssh/authorized_keys
PasswordAuthentication no
PermitRootLogin prohibit-password
StrictModes no
UsePAM no
PidFile none
LogLevel DEBUG1
`;

/** Ends the machine, which starts again; says of units that they run. */
const SYSTEMCTL = `#!/bin/sh
case "$*" in
  reboot) kill -TERM 1 ;;
  *) exit 0 ;;
esac
`;

/** The room is there as long as standard input is. */
const SETUP = `mount --make-rprivate /
mount -t tmpfs none "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
mount --rbind /dev "$1/root/dev"
cp -a "$2/." "$1/root/"
mkdir -p "$1/root/home/admin"
chown 2000:2000 "$1/root/home/admin"
echo ready
exec cat`;

const BOOT = `mount -t proc proc "$1/proc"
mount --bind "$1/etc/boot_id" "$1/proc/sys/kernel/random/boot_id"
exec chroot "$1" /usr/sbin/sshd -D -e`;
