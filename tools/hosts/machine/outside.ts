import type { ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binary } from '../../build';
import { run } from '../../run';
import type { Debian } from './debian';
import type { Machine } from './machine';
import { repository } from './nvidia';

const ADDRESS = '192.168.1.1';
const STORE = '127.0.0.1:5000';
const NAMES = ['registry-1.docker.io', 'nvidia.github.io'];
const PROGRAMS = ['sh', 'httpd', 'wget', 'sleep', 'touch', 'test', 'rm', 'cat'];

/** A small image: it answers with a text, or ends. */
export interface Image {
  /** Without the registry, as `ollama/ollama:0.32.14`. */
  readonly name: string;
  readonly port: number;
  /** Below `/`. */
  readonly path: string;
  readonly says: string;
  /** Ends with 3 after a moment, and a word about it. @default false */
  readonly dies?: boolean;
}

/**
 * What a machine finds in the internet, all of it in its own network: Docker's registry and NVIDIA's repository, under their names, by TLS that the
 * machine trusts. The registry is go-containerregistry's.
 */
export class Outside {
  private constructor(
    private readonly machine: Machine,
    private readonly folder: string,
    private readonly crane: string,
    private readonly debian: Debian,
    private readonly servers: readonly ChildProcess[],
  ) {}

  /** For a machine that is not started yet. */
  static async start(machine: Machine, folder: string, debian: Debian, say: (line: string) => void): Promise<Outside> {
    const crane = await binary('crane', say);
    await Promise.all([certificate(folder), repository(join(folder, 'nvidia.github.io'))]);
    machine.write('/usr/local/share/ca-certificates/outside.crt', readFileSync(join(folder, 'cert.pem'), 'utf8'));
    await machine.prepare(
      `update-ca-certificates --fresh > /dev/null; echo '${[ADDRESS, ...NAMES].join(' ')}' >> /etc/hosts`,
    );
    const front = [process.execPath, '--import', 'tsx', join(__dirname, 'front.ts'), folder, STORE];
    const registry = machine.lan.start([crane, 'registry', 'serve', '--address', STORE]);
    const servers = [registry, machine.lan.start(front, { cwd: __dirname })];
    return new Outside(machine, folder, crane, debian, servers);
  }

  /** Puts an image there; what stood under its name before is replaced. */
  async push({ name, port, path, says, dies = false }: Image): Promise<void> {
    const root = mkdtempSync(join(this.folder, 'image-'));
    for (const folder of ['bin', 'srv', 'root', 'tmp']) mkdirSync(join(root, folder));
    cpSync(join(this.debian.beside, 'usr/bin/busybox'), join(root, 'bin/busybox'));
    for (const program of PROGRAMS) symlinkSync('busybox', join(root, 'bin', program));
    writeFileSync(join(root, 'srv', path || 'index.html'), says);
    writeFileSync(join(root, 'bin/ollama'), dies ? DIES : server(port), { mode: 0o755 });
    const layer = `${root}.tar`;
    await run(['tar', '--create', '--file', layer, '--directory', root, '.']);
    const tag = `${STORE}/${name}`;
    await this.ask(['append', '--new_layer', layer, '--new_tag', tag]);
    await this.ask([
      'mutate',
      tag,
      '--tag',
      tag,
      '--entrypoint=/bin/ollama',
      '--cmd=serve',
      '--set-platform=linux/amd64',
    ]);
  }

  async stop(): Promise<void> {
    for (const server of this.servers) {
      const gone = new Promise((resolve) => server.once('close', resolve));
      server.kill('SIGKILL');
      await gone;
    }
  }

  private async ask(words: readonly string[]): Promise<void> {
    const { code, stderr } = await this.machine.lan.run([this.crane, '--insecure', ...words]);
    if (code !== 0) throw new Error(`crane ${words.join(' ')}: ${stderr}`);
  }
}

/** A server that ends when it is told so, with the commands of Ollama's client. */
const server = (port: number): string => `#!/bin/sh
case $1 in
  serve) trap 'kill $!; exit 0' TERM; httpd -f -p ${port} -h /srv & wait $! ;;
  list) exec wget -q -O - http://127.0.0.1:${port}/ ;;
  show) exec test -e "/root/.ollama/$2" ;;
  pull) exec touch "/root/.ollama/$2" ;;
esac
`;

const DIES = `#!/bin/sh
echo 'the model cannot be loaded' >&2
sleep 1
exit 3
`;

/** Signed by itself, for all names. */
async function certificate(folder: string): Promise<void> {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', join(folder, 'key.pem')];
  const names = NAMES.map((name) => `DNS:${name}`).join();
  const about = ['-subj', '/CN=outside', '-addext', `subjectAltName=${names}`, '-days', '30'];
  await run(['openssl', 'req', '-x509', ...key, ...about, '-out', join(folder, 'cert.pem')]);
}
