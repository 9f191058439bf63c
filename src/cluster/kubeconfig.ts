import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { Unreadable } from '../base/limits';
import { readYaml } from '../base/yaml';

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

/** A program that hands out credentials (client.authentication.k8s.io). Reading a kubeconfig never starts it. */
export interface Plugin {
  readonly command: string;
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly apiVersion: string;
}

/** A kubeconfig that says too little, or what cannot be used. The message holds no part of a credential. */
export class KubeconfigError extends Error {
  override name = 'KubeconfigError';
}

type Fields = Readonly<Record<string, unknown>>;

/** The file that is named, or as kubectl looks for them; they need not be there. */
export function kubeconfigPaths(stated?: string): string[] {
  if (stated !== undefined) return [stated];
  const named = process.env.KUBECONFIG?.split(delimiter).filter((path) => path !== '') ?? [];
  return named.length > 0 ? named : [join(homedir(), '.kube/config')];
}

/** The current context of one or several files, as kubectl reads them: each may hold a part, and of two entries with one name the first counts. */
export class Kubeconfig {
  private constructor(
    private readonly files: readonly Fields[],
    /** For people. */
    readonly name: string,
  ) {}

  /** Throws what `fs` throws, too. */
  static read(paths: readonly string[]): Kubeconfig {
    const files = paths.map((path) => ({
      ...parsed(readFileSync(path, 'utf8'), path),
      folder: dirname(resolve(path)),
    }));
    return new Kubeconfig(files, paths.join(delimiter));
  }

  static of(text: string): Kubeconfig {
    const name = 'the kubeconfig';
    return new Kubeconfig([{ ...parsed(text, name), folder: '.' }], name);
  }

  get server(): string {
    const { server } = this.find('clusters', 'cluster', this.context().cluster);
    if (typeof server !== 'string' || !URL.canParse(server)) throw new KubeconfigError(`${this.name} names no server`);
    return server;
  }

  /** All but what a plugin hands out. */
  access(): Access & { readonly plugin?: Plugin } {
    const context = this.context();
    const cluster = this.find('clusters', 'cluster', context.cluster);
    const user = this.find('users', 'user', context.user);
    const ca = bytes(cluster, 'certificate-authority');
    const [cert, key] = [bytes(user, 'client-certificate'), bytes(user, 'client-key')];
    const inFile = bytes({ ...user, token: user.tokenFile }, 'token')
      ?.toString()
      .trim();
    const token = typeof user.token === 'string' ? user.token : inFile;
    return {
      server: this.server,
      isInsecure: cluster['insecure-skip-tls-verify'] === true,
      ...(ca && { ca }),
      ...(token && { token }),
      ...(cert && { cert }),
      ...(key && { key }),
      ...(user.exec !== undefined && { plugin: user.exec as Plugin }),
    };
  }

  private context(): Fields {
    const named = this.files.map((file) => file['current-context']);
    return this.find(
      'contexts',
      'context',
      named.find((name) => typeof name === 'string' && name !== ''),
    );
  }

  private find(list: string, entry: string, name: unknown): Fields {
    for (const { folder, ...file } of this.files) {
      const found = membersOf(file[list]).find((one) => one.name === name);
      if (found) return { ...fieldsOf(found[entry]), folder };
    }
    throw new KubeconfigError(`${this.name} has no ${entry} '${name ?? ''}'`);
  }
}

function membersOf(list: unknown): readonly Fields[] {
  return Array.isArray(list) ? list.map(fieldsOf) : [];
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function parsed(text: string, name: string): Fields {
  try {
    return fieldsOf(readYaml(text)[0]);
  } catch (error) {
    if (error instanceof Unreadable) throw new KubeconfigError(`${name} is ${error.message}`);
    throw error;
  }
}

/** As `<name>-data` in base64, or a file. */
function bytes(entry: Fields, name: string): Buffer | undefined {
  const { [`${name}-data`]: data, [name]: path } = entry;
  if (typeof data === 'string') return Buffer.from(data, 'base64');
  return typeof path === 'string' ? readFileSync(resolve(String(entry.folder), path)) : undefined;
}
