import { createHash } from 'node:crypto';
import type { ServerHostKeyAlgorithm } from 'ssh2';
import { typed } from '../base/typed';
import { visible } from '../base/visible';
import type { HostNode } from '../graph/graph';
import { HostError, KeyRefused } from './refusal';

/** How a server proves that it has a key of a type. Of a stated key nothing else is offered. */
const ALGORITHMS: Readonly<Record<string, readonly ServerHostKeyAlgorithm[]>> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'],
};

/** A public key as it goes over the wire: its type, then its numbers. */
export type HostKey = Buffer;

/** The key that the inventory states; undefined where it states none. Reads what `ssh-keyscan` prints, too. */
export function statedKey({ name, hostKey }: HostNode): HostKey | undefined {
  if (hostKey === undefined) return undefined;
  const [, type = '', text = ''] = /(?:^|\s)([a-z0-9-]+) (AAAA[A-Za-z0-9+/]+=*)/.exec(hostKey) ?? [];
  const key = Buffer.from(text, 'base64');
  if (!(type in ALGORITHMS) || typeOf(key) !== type)
    throw new HostError(
      `${name}: its hostKey '${visible(hostKey)}' is no public key`,
      `state it as \`ssh-keyscan\` prints it: one of ${Object.keys(ALGORITHMS).join(', ')}, a space, and text that begins with AAAA`,
    );
  return key;
}

export function algorithmsFor(key: HostKey | undefined): ServerHostKeyAlgorithm[] {
  return [...(key ? (ALGORITHMS[typeOf(key)] ?? []) : Object.values(ALGORITHMS).flat())];
}

/** Why a server is not spoken to: what it shows beside what is stated. */
export function keyRefused(host: HostNode, environment: string, shown: HostKey): KeyRefused {
  const { name, address, port } = host;
  const stated = statedKey(host);
  const file = `Pulumi.${environment}.yaml`;
  const console = `\`ssh-keygen -lf /etc/ssh/ssh_host_${SHORT[typeOf(shown)] ?? 'ed25519'}_key.pub\` says on the machine's console`;
  const line = `${typeOf(shown)} ${shown.toString('base64')}`;
  return stated
    ? new KeyRefused(
        `${name}: ${address} port ${port} shows another key, ${fingerprint(shown)}, than is stated, ${fingerprint(stated)}; nothing was sent`,
        `compare it with what ${console}; if it is the same, the machine was installed anew: put \`${line}\` in the place of its hostKey in ${file}; if not, somebody stands in between`,
      )
    : new KeyRefused(
        `${name}: the key of ${address} port ${port}, ${fingerprint(shown)}, is not known, stated is none; nothing was sent`,
        `compare it with what ${console}; if it is the same, put the line of \`ssh-keyscan${port === 22 ? '' : ` -p ${port}`} ${typed(address)}\` into ${file}, as hostKey of ${name}: \`${line}\``,
      );
}

const SHORT: Readonly<Record<string, string>> = {
  'ssh-ed25519': 'ed25519',
  'ssh-rsa': 'rsa',
  'ecdsa-sha2-nistp256': 'ecdsa',
  'ecdsa-sha2-nistp384': 'ecdsa',
  'ecdsa-sha2-nistp521': 'ecdsa',
};

/** `ssh-ed25519 SHA256:…`, as OpenSSH prints it. */
function fingerprint(key: HostKey): string {
  return `${typeOf(key)} SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

function typeOf(key: HostKey): string {
  return key.length < 4 ? '' : key.toString('latin1', 4, 4 + key.readUInt32BE(0));
}
