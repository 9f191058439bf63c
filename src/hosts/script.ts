import type { HostNode } from '../graph/graph';

/**
 * Takes a script from the first line of standard input, and leaves the rest to it. Any login shell passes this one line
 * on as it is: between single quotes stands nothing that sh, fish or csh treat in ways of their own. What a script says
 * is in no list of processes, nor in what sudo logs, and may be as long as it likes.
 */
const LOADER = `sh -c 'IFS= read -r script && eval "$(printf %s "$script" | base64 -d)"'`;

export function commandLine({ user }: HostNode, as: 'user' | 'root'): string {
  return as === 'root' && user !== 'root' ? `exec sudo -n -- ${LOADER}` : `exec ${LOADER}`;
}

/** What goes to standard input: a line with the script, then what the script reads. */
export function sent(script: string, input: Buffer): Buffer {
  const line = Buffer.from(`set -eu\n${script}\n`).toString('base64');
  return Buffer.concat([Buffer.from(`${line}\n`), input]);
}
