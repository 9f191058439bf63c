import type { Client, ClientErrorExtensions } from 'ssh2';
import { typed } from '../base/typed';
import { visible } from '../base/visible';
import type { HostNode } from '../graph/graph';
import { algorithmsFor, type HostKey, keyRefused, statedKey } from './host-key';
import { durationText } from './limits';
import { HostError } from './refusal';
import { said } from './said';
import { signIn } from './sign-in';

/** A host that is gone without a word is noticed after four of them. */
const KEEP_ALIVE_MS = 15_000;

/** Signs in, within so many milliseconds. Throws `HostError` with what to do. */
export async function connect(host: HostNode, environment: string, ms: number): Promise<Client> {
  const stated = statedKey(host);
  try {
    return await attempt(host, environment, stated, ms);
  } catch (error) {
    // It has no key of the stated type: which one it has is seen only when all are offered.
    if (stated && /no matching host key/.test(String(error))) await attempt(host, environment, undefined, ms);
    throw error instanceof HostError ? error : explained(host, error as Error & ClientErrorExtensions, ms);
  }
}

/** Where no key is known it ends in any case, with the key that is shown. */
function attempt(host: HostNode, environment: string, stated: HostKey | undefined, ms: number): Promise<Client> {
  const { Client } = require('ssh2') as typeof import('ssh2');
  const client = new Client();
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(error);
      client.destroy();
    };
    client.on('error', fail);
    client.once('close', () => reject(new Error('closed')));
    // Channels send little at a time, and wait for the answer.
    client.once('ready', () => resolve(client.setNoDelay(true)));
    client.connect({
      ...(stated && signIn(host)),
      host: host.address,
      port: host.port,
      username: host.user,
      readyTimeout: ms,
      keepaliveInterval: KEEP_ALIVE_MS,
      algorithms: { serverHostKey: algorithmsFor(stated) },
      hostVerifier: (shown: HostKey) => {
        if (stated?.equals(shown)) return true;
        reject(keyRefused(host, environment, shown));
        return false;
      },
    });
  });
}

const SOCKET: Readonly<Record<string, readonly [string, string]>> = {
  ECONNREFUSED: ['refuses connections', 'see that sshd runs there and listens on this port: `systemctl status ssh`'],
  ENOTFOUND: ['is no address that is known', 'correct its address'],
  EHOSTUNREACH: ['cannot be reached', 'see that the machine is on and in this network'],
  ENETUNREACH: ['cannot be reached', 'see that this machine is in its network'],
};

function explained(
  host: HostNode,
  { code, level, message }: Error & ClientErrorExtensions & { code?: string },
  ms: number,
) {
  const { name, address, port, user, identity } = host;
  const place = `${name}: ${visible(address)} port ${port}`;
  const [what, fix] = SOCKET[code ?? ''] ?? [];
  if (what && fix) return new HostError(`${place} ${what}`, fix);
  if (code === 'ETIMEDOUT' || level === 'client-timeout')
    return new HostError(
      `${place} does not answer${code === undefined ? ` within ${durationText(ms)}` : ''}`,
      'see that the machine is on, and that no firewall is in between',
    );
  if (/Connection lost before handshake/.test(message))
    return new HostError(
      `${place} takes the connection and closes it at once`,
      'see that it is sshd that listens there, and what it logs: `journalctl -u ssh`',
    );
  if (level === 'client-authentication')
    return new HostError(
      `${place} does not let '${visible(user)}' sign in with ${identity === undefined ? 'any key of the SSH agent' : `the key ${identity}`}`,
      `see that the user is there, and bring the key: ssh-copy-id${port === 22 ? '' : ` -p ${port}`}${identity === undefined ? '' : ` -i ${identity.startsWith('~/') ? identity : typed(identity)}`} ${typed(`${user}@${address}`)}`,
    );
  if (level === 'agent')
    return new HostError(
      `${name}: the SSH agent does not answer: ${said(message)}`,
      '`ssh-add -l` has to list a key; or state the file with the private key as its identity',
    );
  return new HostError(
    `${place} did not come to an understanding: ${said(message)}`,
    `see what \`ssh -v -p ${port} ${typed(`${user}@${address}`)}\` says`,
  );
}
