import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

const ONLY_OWNER = { mode: 0o600 };

/** Who may speak to the API server, and in which groups. */
const USERS = {
  admin: ['admin', 'system:masters'],
  'kube-controller-manager': ['system:kube-controller-manager'],
  'kube-scheduler': ['system:kube-scheduler'],
  kwok: ['kwok', 'system:masters'],
} as const satisfies Record<string, readonly string[]>;

export type User = keyof typeof USERS;

/**
 * Makes the tokens of every user (`tokens.csv`) and the key of the service accounts (`service-accounts.pem`) in
 * `folder`.
 */
export function makeCredentials(folder: string): Record<User, string> {
  const tokens = Object.fromEntries(Object.keys(USERS).map((user) => [user, randomBytes(32).toString('hex')]));
  const rows = Object.entries(USERS).map(
    ([user, [name, ...groups]]) => `${tokens[user]},${name},${user},"${groups.join(',')}"\n`,
  );
  writeFileSync(join(folder, 'tokens.csv'), rows.join(''), ONLY_OWNER);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(join(folder, 'service-accounts.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }), ONLY_OWNER);
  return tokens as Record<User, string>;
}

/**
 * Writes a kubeconfig (mode 0600) and returns its path; `authority` is the file that the server's certificate is in.
 */
export function writeKubeconfig(path: string, server: string, authority: string, user: User, token: string): string {
  const cluster = { server, 'certificate-authority-data': readFileSync(authority).toString('base64') };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'steading',
    clusters: [{ name: 'steading', cluster }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: 'steading', context: { cluster: 'steading', user } }],
  };
  writeFileSync(path, stringify(config), ONLY_OWNER);
  return path;
}
