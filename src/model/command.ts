import { createHash } from 'node:crypto';
import { here, type Where } from '../diagnostics/where';
import type { Host } from './host';
import { sh } from './shell';
import type { Workload } from './workload';

/** POSIX sh, or a text of it that is known once all is declared. */
export type Script = string | (() => string);

export interface CommandProps {
  /** Ends with 0 when it is already so. */
  readonly test: Script;
  /** Makes it so. Runs where the test did not end with 0, and may run again after it was cut off. */
  readonly apply: Script;
  /** Makes it as if it had never been. @default - nothing does */
  readonly undo?: Script;
  /** Who runs it: root by sudo, which must not ask for a password. @default 'user' */
  readonly as?: 'user' | 'root';
  /** The host starts anew before anything that comes after. @default false */
  readonly reboot?: boolean;
  /** What must be so first, on this host or another. @default [] */
  readonly after?: readonly (Command | Workload)[];
  /** The systemd unit that is restarted by it. @default - none */
  readonly restarts?: string;
}

/** Something on a host that is so, or is made so: a test, and what to do where it fails. */
export class Command {
  readonly at: Where = here();

  constructor(
    readonly host: Host,
    readonly name: string,
    readonly props: CommandProps,
  ) {}

  get as(): 'user' | 'root' {
    return this.props.as ?? 'user';
  }
}

export interface HostFileProps {
  /** Text, or a value of another host: a secret, which is sent and never written down on the way. */
  readonly content: string | (() => string) | Value;
  /** Who owns it. @default 'root' */
  readonly as?: 'user' | 'root';
  /** @default 0o644 */
  readonly mode?: number;
  readonly after?: CommandProps['after'];
}

/** A file of a host, whole. Its content comes by standard input behind a line with its SHA-256, so that a cut connection leaves the old file. */
export class HostFile extends Command {
  constructor(
    host: Host,
    readonly path: string,
    readonly file: HostFileProps,
  ) {
    const { as = 'root', mode = 0o644, after = [], content } = file;
    const owner = as === 'root' ? 'root' : host.props.user;
    const [octal, folder] = [mode.toString(8), path.slice(0, path.lastIndexOf('/'))];
    const isThere = sh`test "$(stat --format='%a %U' ${path} 2>/dev/null)" = ${`${octal} ${owner}`}`;
    super(host, `file${path.replaceAll(/[^A-Za-z0-9.]+/g, '-')}`, {
      test:
        content instanceof Value
          ? `${isThere} && ${sh`test -s ${path}`}`
          : () =>
              `${isThere} && ${sh`test "$(sha256sum < ${path})" = ${`${sha256(typeof content === 'function' ? content() : content)}  -`}`}`,
      apply: sh`
        umask 077
        mkdir -p ${folder}
        temporary=$(mktemp ${`${folder}/.steading.XXXXXX`})
        trap 'rm -f "$temporary"' EXIT
        read -r sum
        cat > "$temporary"
        test "$(sha256sum < "$temporary")" = "$sum  -" || { echo 'the file did not arrive whole' >&2; exit 1; }
        chmod ${octal} "$temporary"
        mv -f "$temporary" ${path}`,
      undo: sh`rm -f ${path}`,
      as,
      after,
    });
  }
}

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

export interface ValueProps {
  /** Prints it. */
  readonly read: string;
  /** @default 'user' */
  readonly as?: 'user' | 'root';
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
