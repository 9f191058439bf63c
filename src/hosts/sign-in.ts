import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { ConnectConfig } from 'ssh2';
import type { HostNode } from '../graph/graph';
import { codeOf } from '../write/error';
import { HostError } from './refusal';

/** With the key of a file or those of the SSH agent; never with a password. */
export function signIn({ name, identity }: HostNode): Pick<ConnectConfig, 'privateKey' | 'agent' | 'authHandler'> {
  if (identity !== undefined) return { privateKey: keyOf(name, identity), authHandler: ['publickey'] };
  const agent = process.env.SSH_AUTH_SOCK;
  if (!agent)
    throw new HostError(
      `${name}: there is no key to sign in with: it states no identity, and no SSH agent runs (SSH_AUTH_SOCK is not set)`,
      'state the file with the private key as its identity, or `eval "$(ssh-agent)"` and `ssh-add`',
    );
  return { agent, authHandler: ['agent'] };
}

function keyOf(name: string, identity: string): Buffer {
  const path = resolve(identity.replace(/^~(?=\/)/, homedir()));
  const { parseKey } = (require('ssh2') as typeof import('ssh2')).utils;
  const key = read(name, path);
  const parsed = parseKey(key);
  if (parsed instanceof Error) {
    const isLocked = /passphrase/.test(parsed.message);
    throw new HostError(
      `${name}: its identity ${path} ${isLocked ? 'is locked by a passphrase' : `is no private key: ${parsed.message}`}`,
      isLocked ? '`ssh-add` it, and leave identity out' : 'name the file with the private key, not the one with .pub',
    );
  }
  if (!parsed.isPrivateKey())
    throw new HostError(
      `${name}: its identity ${path} is a public key`,
      'name the file with the private key, the one without .pub',
    );
  return key;
}

function read(name: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new HostError(
      `${name}: its identity ${path} cannot be read: ${codeOf(error) ?? error}`,
      'name a file that is there and that you may read',
    );
  }
}
