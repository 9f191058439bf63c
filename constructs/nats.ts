import {
  bcryptOf,
  Component,
  Cpu,
  type Endpoint,
  generated,
  Image,
  localKey,
  Namespace,
  type Provides,
  type Resources,
  Secret,
  Size,
  type Stack,
  Workload,
} from '../src';

export interface NatsProps {
  readonly on: Namespace;
  /** Tag of the official image: one of its Alpine variants, whose shell writes the file of users. */
  readonly version: string;
  /** Who may sign in, by names of small letters and digits. @default ['default'] */
  readonly users?: readonly string[];
  /** @default - 50m, 64Mi, at most 128Mi */
  readonly resources?: Resources;
}

/** Passes messages on to those who ask for their subject. */
export interface MessageBus extends Provides<'nats'> {
  /** Gives a workload NATS_PASSWORD, and NATS_URL that refers to it. */
  serve(client: Workload, why: string, user?: string): void;
}

/**
 * NATS: messages between services. It keeps nothing: what nobody listens to is gone.
 *
 * The image runs as root (its Dockerfile names no user). It needs none, and runs as Alpine's `nobody`, uid 65534.
 */
export class Nats extends Component implements MessageBus {
  readonly nats: Endpoint<'nats'>;
  private readonly on: Namespace;
  private readonly contract: Secret;

  constructor(stack: Stack, id: string, { on, version, users = ['default'], resources }: NatsProps) {
    super(stack, id);
    this.on = on;
    const server = new Workload(this, id, {
      on,
      service: `${id}-service`,
      image: Image.of('docker.io/library/nats', { tag: version, platforms: ['amd64', 'arm64'] }),
      user: { uid: 65534, gid: 65534 },
      command: ['nats-server', '--config', CONFIG],
      resources: resources ?? { cpu: Cpu.millis(50), memory: Size.mebibytes(64), memoryLimit: Size.mebibytes(128) },
    });
    this.nats = server.listen('nats', { port: 4222 });
    this.contract = credentials(this, `${id}-credentials`, on, users);
    server.file(CONFIG, config(this.nats.port));
    server.volume('auth', { path: AUTH });
    server.init('auth', {
      command: ['sh', '-ec', writeAuth(users)],
      env: Object.fromEntries(users.map((user) => [hashOf(user), this.contract.key(hashOf(user))])),
    });
    server.healthy({});
  }

  /** The URL names the Service as pods of this namespace do; from another one it is the whole name. */
  serve(client: Workload, why: string, user = 'default'): void {
    const { host, port } = client.connect(this.nats, why);
    const home = client.on instanceof Namespace ? client.on : this.on;
    const key = this.contract.key(passwordOf(user));
    client.env({
      NATS_PASSWORD: localKey(client.component, home, `${client.name}-nats`, key),
      NATS_URL: `nats://${user}:$(NATS_PASSWORD)@${home === this.on ? host.split('.')[0] : host}:${port}`,
    });
  }
}

/**
 * nats-server joins what it includes to the folder of the file that includes it, even where that begins with a slash.
 * Only a file in the root folder can say `include /etc/nats/auth/auth.conf` and mean it.
 */
const CONFIG = '/nats.conf';
const AUTH = '/etc/nats/auth';

const passwordOf = (user: string) => `NATS_${user.toUpperCase()}_PASSWORD`;
const hashOf = (user: string) => `${passwordOf(user)}_BCRYPT`;

/** Plain for clients, hashed for the server: one Secret, as document 003 has it. */
function credentials(component: Component, name: string, namespace: Namespace, users: readonly string[]): Secret {
  const keys = users.flatMap((user) => [
    [passwordOf(user), generated()] as const,
    [hashOf(user), () => bcryptOf(contract.key(passwordOf(user)))] as const,
  ]);
  const contract = new Secret(component, name, { namespace, keys: Object.fromEntries(keys) });
  return contract;
}

function config(port: number): string {
  return `listen: 0.0.0.0:${port}

# Users and the hashes of their passwords: the init container writes them, Git never has them.
include ${AUTH}/auth.conf
`;
}

/** Hashes are words to printf, never a format or a script. What is no bcrypt hash would be taken for a plain password. */
function writeAuth(users: readonly string[]): string {
  const entries = users.map((user) => `  entry ${user} ${hashOf(user)} "$${hashOf(user)}"`);
  return `umask 077
entry() {
  case "$3" in
    *[!./0-9A-Za-z$]*) ;;
    '$2'[abxy]'$'[0-9][0-9]'$'*) printf '    { user: "%s", password: "%s" }\\n' "$1" "$3"; return ;;
  esac
  printf '%s is no bcrypt hash\\n' "$2" >&2
  exit 1
}
{
  printf 'authorization {\\n  users = [\\n'
${entries.join('\n')}
  printf '  ]\\n}\\n'
} > ${AUTH}/auth.conf`;
}
