import { here, type Where } from '../diagnostics/where';
import type { Host } from './host';
import { type Account, fileScripts, named } from './scripts';
import type { Workload } from './workload';

/** POSIX sh, or a text of it that is known once all is declared. */
export type Script = string | (() => string);

export const text = (script: Script): string => (typeof script === 'function' ? script() : script);

export interface CommandProps {
  /** Ends with 0 when it is already so. */
  readonly test: Script;
  /** Makes it so. Runs where the test did not end with 0, and may run again after it was cut off. */
  readonly apply: Script;
  /** Makes it as if it had never been. @default - nothing does */
  readonly undo?: Script;
  /** Who runs it: root by sudo, which must not ask for a password. @default 'user' */
  readonly as?: Account;
  /** The host starts anew before anything that comes after. @default false */
  readonly reboot?: boolean;
  /** What must be so first, on this host or another. @default [] */
  readonly after?: readonly (Command | Workload)[];
  /** The systemd unit that is restarted by it. @default - none */
  readonly restarts?: string;
  /** Files whose change alone brings that about. @default - not known: any of what comes before may */
  readonly reads?: readonly HostFile[];
}

/** Something on a host that is so, or is made so: a test, and what to do where it fails. */
export class Command {
  readonly at: Where = here();

  constructor(
    readonly host: Host,
    readonly name: string,
    readonly props: CommandProps,
  ) {}

  get as(): Account {
    return this.props.as ?? 'user';
  }
}

export interface HostFileProps {
  /** Text, or a value of another host: a secret, which is sent and never written down on the way. */
  readonly content: Script | Value;
  /** Who owns it. @default 'root' */
  readonly as?: Account;
  /** @default 0o644 */
  readonly mode?: number;
  readonly after?: CommandProps['after'];
}

/** A file of a host, whole. */
export class HostFile extends Command {
  constructor(
    host: Host,
    readonly path: string,
    readonly file: HostFileProps,
  ) {
    const { as = 'root', mode = 0o644, after = [], content } = file;
    const owner = as === 'root' ? 'root' : host.props.user;
    const scripts = () => fileScripts(path, owner, mode, content instanceof Value ? undefined : text(content));
    super(host, named('file', path), { ...fileScripts(path, owner, mode), test: () => scripts().test, as, after });
  }
}

export interface ValueProps {
  /** Prints it. */
  readonly read: string;
  /** @default 'user' */
  readonly as?: Account;
  readonly after?: CommandProps['after'];
}

/** A secret that is made on one host and needed on another. It is read when it is needed, and kept nowhere. */
export class Value {
  constructor(
    readonly host: Host,
    readonly name: string,
    readonly props: ValueProps,
  ) {}
}
