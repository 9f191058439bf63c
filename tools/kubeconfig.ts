import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';

/** Where an API server is, and how one signs in there. */
export interface Access {
  readonly server: string;
  /** @default - the authorities that Node knows */
  readonly ca?: Buffer;
  readonly isInsecure: boolean;
  readonly token?: string;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

/** A kubeconfig that says too little, or what cannot be used. The message holds no part of a credential. */
export class KubeconfigError extends Error {
  override name = 'KubeconfigError';
}

type Fields = Readonly<Record<string, unknown>>;
type Named = { readonly name: string } & Fields;

/** What the current context of these files says, as kubectl reads them: of two entries with one name the first counts. Throws what `fs` throws, too. */
export function readAccess(paths: readonly string[]): Access {
  const files = paths.map((path): Fields => ({ ...read(path), folder: dirname(resolve(path)) }));
  const current = files.map((file) => file['current-context']).find((name) => typeof name === 'string' && name !== '');
  const find = (list: string, entry: string, name: unknown): Fields => {
    for (const { folder, ...file } of files) {
      const found = (file[list] as readonly Named[] | undefined)?.find((one) => one.name === name);
      if (found) return { ...(found[entry] as Fields), folder };
    }
    throw new KubeconfigError(`${paths.join(':')} has no ${entry} '${name ?? ''}'`);
  };
  const context = find('contexts', 'context', current);
  const cluster = find('clusters', 'cluster', context.cluster);
  const user = withPlugin(find('users', 'user', context.user));
  const ca = bytes(cluster, 'certificate-authority');
  const [cert, key] = [bytes(user, 'client-certificate'), bytes(user, 'client-key')];
  const token =
    (user.token as string | undefined) ??
    bytes({ ...user, token: user.tokenFile }, 'token')
      ?.toString()
      .trim();
  if (typeof cluster.server !== 'string') throw new KubeconfigError(`${paths.join(':')} names no server`);
  return {
    server: cluster.server,
    isInsecure: cluster['insecure-skip-tls-verify'] === true,
    ...(ca && { ca }),
    ...(token && { token }),
    ...(cert && { cert }),
    ...(key && { key }),
  };
}

function read(path: string): Fields {
  const text = readFileSync(path, 'utf8');
  try {
    return (parse(text) ?? {}) as Fields;
  } catch {
    throw new KubeconfigError(`${path} is no YAML`); // what is said of YAML quotes it
  }
}

/** As `<name>-data` in base64, or a file. */
function bytes(entry: Fields, name: string): Buffer | undefined {
  const { [`${name}-data`]: data, [name]: path } = entry;
  if (typeof data === 'string') return Buffer.from(data, 'base64');
  return typeof path === 'string' ? readFileSync(resolve(String(entry.folder), path)) : undefined;
}

/** A program of the cloud hands out credentials (client.authentication.k8s.io). */
function withPlugin(user: Fields): Fields {
  const plugin = user.exec as
    | { command: string; args?: string[]; env?: { name: string; value: string }[]; apiVersion: string }
    | undefined;
  if (!plugin) return user;
  const env = Object.fromEntries((plugin.env ?? []).map(({ name, value }) => [name, value]));
  const info = { apiVersion: plugin.apiVersion, kind: 'ExecCredential', spec: { interactive: false } };
  try {
    const said = execFileSync(plugin.command, plugin.args ?? [], {
      env: { ...process.env, ...env, KUBERNETES_EXEC_INFO: JSON.stringify(info) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { status = {} } = JSON.parse(said.toString()) as { status?: Record<string, string> };
    const text = (name: string): string | undefined => status[name] && Buffer.from(status[name]).toString('base64');
    return {
      ...user,
      token: status.token,
      'client-certificate-data': text('clientCertificateData'),
      'client-key-data': text('clientKeyData'),
    };
  } catch {
    throw new KubeconfigError(`the program '${plugin.command}' that hands out credentials failed`);
  }
}
