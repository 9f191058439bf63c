import { Construct } from 'constructs';
import { sh } from '../base/shell';
import { here, type Where } from '../diagnostics/where';
import { Command, type CommandProps, HostFile, type HostFileProps, Value, type ValueProps } from './command';
import type { Architecture } from './image';
import { type Account, named, packageScripts, unitScripts } from './scripts';
import type { Stack } from './stack';
import type { Size } from './units';

export interface HostProps {
  /** Address at which SSH and its services are reached. */
  readonly address: string;
  /** Who signs in; becomes root by sudo, without a password. */
  readonly user: string;
  /** Port of its SSH server. @default 22 */
  readonly port?: number;
  /** The key that its SSH server shows, as in known_hosts: `ssh-ed25519 AAAA…`. Another one is refused, and of several that it has this one is asked for. An RSA key is none for `pulumi up`. @default - not known yet: nothing is sent to it */
  readonly hostKey?: string;
  /** File with the private key that signs in. @default - the keys of the SSH agent */
  readonly identity?: string;
  readonly architecture: Architecture;
  /** Family of its operating system, which decides how packages are installed. @default 'debian' */
  readonly os?: 'debian' | 'fedora';
  /** Page size of its kernel, in KiB. @default 4 */
  readonly pageSize?: 4 | 16 | 64;
  /** What its data sits on. @default 'ssd' */
  readonly disk?: 'ssd' | 'hdd' | 'sd';
  readonly memory?: Size;
  readonly gpu?: { readonly model: string; readonly memory: Size };
}

export interface UnitProps {
  /** Whose unit it is. @default 'root' */
  readonly as?: Account;
  /** Files that it reads: when one changed it is restarted. @default [] */
  readonly reads?: readonly HostFile[];
  /** Starts with the machine by itself; `false` where a generator or another unit sees to that. @default true */
  readonly enabled?: boolean;
  readonly after?: CommandProps['after'];
}

/** A machine outside Kubernetes, reached by SSH: what shall be so on it, and how that is told and done. */
export class Host extends Construct {
  readonly commands: Command[] = [];
  readonly files: HostFile[] = [];
  readonly values: Value[] = [];
  readonly guards: string[] = [];
  readonly at: Where;

  constructor(
    readonly stack: Stack,
    readonly name: string,
    readonly props: HostProps,
  ) {
    super(stack, `host-${name}`);
    this.at = here();
  }

  get address(): string {
    return this.props.address;
  }

  /** Where the user's own files are. */
  get home(): string {
    return this.props.user === 'root' ? '/root' : `/home/${this.props.user}`;
  }

  /** Something that is so, or is made so. */
  command(name: string, props: CommandProps): Command {
    const command = new Command(this, name, props);
    this.commands.push(command);
    return command;
  }

  /** A package of the operating system. Several may ask for the same one. */
  package(name: string, { after = [] }: Pick<CommandProps, 'after'> = {}): Command {
    const known = this.commands.find((command) => command.name === `package-${name}`);
    if (known && after.length === 0) return known;
    return this.command(`package-${name}`, { ...packageScripts(name, this.props.os), as: 'root', after });
  }

  /** A directory, and those above it. */
  directory(
    path: string,
    { as = 'root', mode = 0o755, after = [] }: Pick<HostFileProps, 'as' | 'mode' | 'after'> = {},
  ): Command {
    const octal = mode.toString(8);
    return this.command(named('directory', path), {
      test: sh`test "$(stat --format=%a ${path} 2>/dev/null)" = ${octal}`,
      apply: sh`install --directory --mode=${octal} ${path}`,
      as,
      after,
    });
  }

  /** A file, whole: content, owner and mode. What stood there before is replaced at once, never half. */
  file(path: string, props: HostFileProps): HostFile {
    const file = new HostFile(this, path, props);
    this.files.push(file);
    this.commands.push(file);
    return file;
  }

  /** A systemd unit that is enabled and runs, with the files that it reads as they are now: it is restarted when one of them changed. */
  unit(name: string, { as = 'root', reads = [], enabled = true, after = [] }: UnitProps = {}): Command {
    const scripts = unitScripts(name, { as, home: this.home, reads: reads.map(({ path }) => path), enabled });
    return this.command(`unit-${name}`, { ...scripts, restarts: name, reads, as, after: [...reads, ...after] });
  }

  /** Programs that must end with 0 before any container on this host starts; what they print stands in its journal. */
  guard(path: string): void {
    this.guards.push(path);
  }

  /** Units of the user run from boot on, whether or not somebody is signed in, and have a D-Bus of their own: Podman asks systemd by it. */
  linger(): Command {
    const { user, os } = this.props;
    return this.command('linger', {
      test: sh`test -e ${`/var/lib/systemd/linger/${user}`} && test -e "/run/user/$(id -u ${user})/bus"`,
      apply: sh`
        id=$(id -u ${user})
        as_user() { runuser -u ${user} -- env XDG_RUNTIME_DIR="/run/user/$id" "$@"; }
        loginctl enable-linger ${user}
        systemctl start "user@$id.service"
        as_user systemctl --user daemon-reload
        as_user systemctl --user start dbus.socket`,
      undo: sh`loginctl disable-linger ${user}`,
      as: 'root',
      after: os === 'fedora' ? [] : [this.package('dbus-user-session')],
    });
  }

  /** A secret that is made on this host and needed on another. It is read when it is needed and kept nowhere. */
  value(name: string, props: ValueProps): Value {
    const value = new Value(this, name, props);
    this.values.push(value);
    return value;
  }
}
