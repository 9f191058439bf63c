import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IProbe } from 'kubernetes-models/v1/Probe';
import type { Ended } from '../support/steading';

/** What a kubelet would start: one container of a rendered pod. */
export interface Running extends Task {
  readonly args: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly directories: readonly string[];
  readonly startHook: readonly string[];
  readonly probes: Readonly<Record<'startup' | 'readiness' | 'liveness', IProbe | undefined>>;
  readonly memoryLimit: string;
}

/** A command with what it may know and who it is. */
export interface Task {
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** @default - root, like the others without any capability */
  readonly user?: { readonly uid: number; readonly gid: number; readonly fsGroup?: number };
  readonly input?: string;
}

export interface RoomProps {
  /** Names of Services. Each gets an address of the room's own network; no port is led to another one. */
  readonly names: readonly string[];
  /** Where the programs of the images are, as in `PATH`. */
  readonly path: string;
  /** Whom an image names in its /etc/passwd. @default - nobody but root */
  readonly user?: { readonly name: string; readonly uid: number; readonly gid: number };
}

/** Why no room can be had here; undefined where one can. */
export function whyNoRoom(): string | undefined {
  if (process.platform !== 'linux') return 'needs the namespaces of Linux';
  if (process.getuid?.() !== 0) return 'needs root, for namespaces and for the users of the images';
  const { status, stderr } = spawnSync('unshare', [...NAMESPACES, 'sh', '-ec', TOOLS], { encoding: 'utf8' });
  return status === 0 ? undefined : `needs namespaces, and the tools of util-linux and iproute2: ${stderr?.trim()}`;
}

const TOOLS =
  'for tool in chroot ip mount nsenter setpriv; do command -v $tool >/dev/null || { echo no $tool >&2; exit 1; }; done';
const NAMESPACES = ['--mount', '--net', '--pid', '--fork', '--kill-child'];

/**
 * Stands in for the node: this machine's root with a layer in memory on top, a network and a process list of its own.
 * Files stand at their rendered paths, commands run as the rendered user without capabilities or new privileges, names
 * of Services resolve, and whoever asks for another name is remembered. It is gone with the process that opened it.
 */
export class Room {
  private names: Server | undefined;

  private constructor(
    private readonly init: ChildProcess,
    private readonly folder: string,
    private readonly path: string,
  ) {}

  static async open({ names, path, user }: RoomProps): Promise<Room> {
    const folder = mkdtempSync(join(tmpdir(), 'steading-room-'));
    const addresses = names.map((_, i) => `10.43.0.${i + 10}`);
    const init = spawn('unshare', [...NAMESPACES, 'sh', '-ec', SETUP, 'sh', folder, ...addresses], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await new Promise<void>((resolve, reject) => {
      init.stdout?.once('data', () => resolve());
      init.once('close', (code) => reject(new Error(`the room ended with ${code}`)));
    });
    const room = new Room(init, folder, path);
    const hosts = names.map((name, i) => `${addresses[i]} ${name}\n`).join('');
    await room.write('/etc/hosts', `127.0.0.1 localhost\n${hosts}`);
    await room.write('/etc/resolv.conf', 'nameserver 127.0.0.1\n');
    await room.write('/etc/nsswitch.conf', 'passwd: files\ngroup: files\nhosts: files dns\n');
    const users = user ? `${user.name}:x:${user.uid}:${user.gid}::/nonexistent:/bin/sh\n` : '';
    await room.write('/etc/passwd', `root:x:0:0::/root:/bin/sh\n${users}`);
    room.names = room.launch(['node', '-e', NAME_SERVER], {}, []);
    await room.names.says('ready');
    return room;
  }

  /** Lays the files and volumes of a container where it mounts them. */
  async mount({ files, directories, user }: Running): Promise<void> {
    for (const [path, text] of Object.entries(files)) await this.write(path, text);
    const mode = user?.fsGroup === undefined ? 'mode=0777' : `gid=${user.fsGroup},mode=2770`;
    for (const path of directories)
      await this.root(['sh', '-ec', 'mkdir -p "$1"; mount -t tmpfs -o "$2" none "$1"', 'sh', path, mode]);
  }

  /** Writes a file as root, for everybody to read. */
  async write(path: string, text: string, mode = 0o644): Promise<void> {
    await this.root(
      [
        'sh',
        '-ec',
        'folder=$(dirname "$1"); mkdir -p "$folder"; chmod a+rx "$folder"; rm -f "$1"; cat > "$1"; chmod "$2" "$1"',
        'sh',
        path,
        mode.toString(8),
      ],
      text,
    );
  }

  /** Runs a command to its end, as a container does. */
  run(task: Task): Promise<Ended> {
    return this.launch(task.command, task.env ?? {}, confined(task), task.input).ended;
  }

  /** Starts a server, as a container does; it is stopped with the room at the latest. */
  start(task: Task): Server {
    return this.launch(task.command, task.env ?? {}, confined(task));
  }

  /** Every argument of every process, as anybody in the room could read it. */
  async processList(): Promise<string> {
    return (await this.root(['sh', '-c', "cat /proc/[0-9]*/cmdline | tr '\\0' ' '"])).stdout;
  }

  /** Names that were asked for and that no Service has, sorted. */
  strangers(): string[] {
    return [...new Set((this.names?.output() ?? '').split('\n').filter((line) => line && line !== 'ready'))].sort();
  }

  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.init.once('close', resolve));
    this.init.stdin?.end();
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** As root with all capabilities: what the node does, not what a container does. */
  private async root(command: readonly string[], input?: string): Promise<Ended> {
    const ended = await this.launch(command, {}, [], input).ended;
    if (ended.code !== 0) throw new Error(`${command.join(' ')}: ${ended.stderr}`);
    return ended;
  }

  private launch(
    command: readonly string[],
    env: Readonly<Record<string, string>>,
    as: readonly string[],
    input = '',
  ): Server {
    const spaces = `/proc/${this.init.pid}/ns`;
    const enter = [`--mount=${spaces}/mnt`, `--net=${spaces}/net`, `--pid=${spaces}/pid_for_children`];
    const inside = ['chroot', join(this.folder, 'root'), ...as, 'sh', '-c', 'echo $$ >&3; exec 3>&-; exec "$@"', 'sh'];
    const child = spawn('nsenter', [...enter, ...inside, ...command], {
      env: { PATH: `${this.path}:${NODE}:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`, HOME: '/root', ...env },
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    });
    child.stdin?.on('error', () => undefined); // a command need not read what it is given
    child.stdin?.end(input);
    return new Server(child, (id, signal) => this.root(['kill', '-s', signal, id]));
  }
}

/** A process of the room. */
export class Server {
  private stdout = '';
  private stderr = '';
  private over = false;
  /** Its number among the room's processes. */
  private readonly id: Promise<string>;
  readonly ended: Promise<Ended>;

  constructor(
    child: ChildProcess,
    private readonly kill: (id: string, signal: string) => Promise<unknown>,
  ) {
    child.stdout?.on('data', (chunk) => {
      this.stdout += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      this.stderr += chunk;
    });
    this.id = new Promise((resolve) => child.stdio[3]?.once('data', (line) => resolve(String(line).trim())));
    this.ended = new Promise((resolve) =>
      child.once('close', (code) => {
        this.over = true;
        resolve({ code: code ?? -1, stdout: this.stdout, stderr: this.stderr });
      }),
    );
  }

  /** All that it said up to now. */
  output(): string {
    return this.stdout + this.stderr;
  }

  /** Waits until it has said this. Throws with all that it said when it ends or when the time is over. */
  async says(text: string, seconds = 10): Promise<void> {
    await until(`says '${text}'`, seconds, async () => {
      if (this.over && !this.output().includes(text)) throw new Error(`it ended without '${text}': ${this.output()}`);
      return this.output().includes(text);
    });
  }

  async stop(signal: 'TERM' | 'KILL' = 'TERM'): Promise<Ended> {
    if (!this.over) await this.kill(await this.id, signal);
    return this.ended;
  }
}

/** Asks ten times a second. */
export async function until(what: string, seconds: number, ask: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s: ${what}`);
    await sleep(100);
  }
}

/** The rendered securityContext: its user, `drop: [ALL]`, no new privileges. */
function confined({ user = { uid: 0, gid: 0 } }: Task): string[] {
  const groups = user.fsGroup === undefined ? '--clear-groups' : `--groups=${user.fsGroup}`;
  const less = ['--bounding-set=-all', '--inh-caps=-all', '--no-new-privs'];
  return ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, groups, ...less];
}

const NODE = join(process.execPath, '..');

/** Process 1 ends with its standard input, and all others with it. */
const SETUP = `mount --make-rprivate /
mount -t tmpfs none "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
mount --rbind /dev "$1/root/dev"
mount -t proc proc "$1/root/proc"
shift
ip link set lo up
for address; do ip address add "$address/32" dev lo; done
echo ready
exec cat`;

/** Knows no name, and prints each that it is asked for. */
const NAME_SERVER = `const socket = require('node:dgram').createSocket('udp4');
socket.on('message', (query, { port, address }) => {
  let end = 12;
  const labels = [];
  for (; query[end]; end += query[end] + 1) labels.push(query.toString('latin1', end + 1, end + 1 + query[end]));
  console.log(labels.join('.'));
  const answer = Buffer.from(query.subarray(0, end + 5));
  answer.writeUInt16BE(0x8183, 2);
  answer.fill(0, 6, 12);
  socket.send(answer, port, address);
});
socket.bind(53, '127.0.0.1', () => console.log('ready'));`;
