import { Refusal } from '../base/refusal';
import { sh } from '../base/shell';
import type { HostNode } from '../graph/graph';
import { said } from './said';

/** A host that cannot be reached, or does not let us. */
export class HostError extends Refusal {
  override name = 'HostError';

  constructor(message: string, fix: string) {
    super('could-not', message, fix);
  }
}

/** It shows another key than the one that is stated, or none is: waiting does not help. */
export class KeyRefused extends HostError {
  override name = 'KeyRefused';
}

/** A script that nobody waits for any longer: it may run on there. */
export class Stopped extends HostError {
  override name = 'Stopped';

  constructor(
    host: string,
    what: string,
    /** `did not end within 2 min` */
    readonly how: string,
    /** What it had printed by then: the end of it. */
    readonly printed: string,
  ) {
    super(`${host}: ${what} ${how}`, 'see what it does on that host; `--timeout 10m` gives each script ten minutes');
  }
}

/** The connection went away while something ran: whether it came to its end is not known. */
export class Lost extends Error {
  override name = 'Lost';

  constructor() {
    super('the connection was lost while it ran');
  }
}

/** What its login shell prints by itself would be taken for a value. */
export function talkative({ name, user, address }: HostNode, printed: string): HostError {
  return new HostError(
    `${name}: the login shell of '${user}' does not just run what it is given: it prints '${said(printed)}'`,
    `what \`${sh`ssh ${`${user}@${address}`} true`}\` prints has to go: out of .bashrc or the like, or with another shell (chsh)`,
  );
}

export function noSession(name: string, message: string, wanted: number): HostError {
  return new HostError(
    `${name}: its sshd opens no further session: ${said(message)}`,
    `see that MaxSessions of its sshd_config is ${wanted} or more; 10 is the default`,
  );
}

export function sudoRefused({ name, user }: HostNode, stderr: string): HostError {
  const last = said(stderr.trim().split('\n').at(-1) ?? '');
  const line = `${user} ALL=(ALL) NOPASSWD: ALL`;
  const sudoers = sh`echo ${line} > /etc/sudoers.d/steading`;
  return /password/.test(last)
    ? new HostError(
        `${name}: sudo wants a password of '${user}', and nobody is there to type one`,
        `as root on ${name}: ${sudoers}`,
      )
    : new HostError(
        `${name}: '${user}' does not become root by sudo: ${last || 'it does not say why'}`,
        `install sudo there, and as root: ${sudoers}`,
      );
}
