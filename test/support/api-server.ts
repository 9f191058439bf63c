import { writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { certificate, ec } from '../secrets/certificates';
import { temporary } from './project';

export const TOKEN = 'token-of-the-test';

/** Answers a request that came with this body. */
export type Answer = (reply: ServerResponse, request: IncomingMessage, body: string) => void;

interface KubeObject {
  readonly apiVersion?: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly [field: string]: unknown };
}

const RESOURCES: Readonly<Record<string, readonly (readonly [kind: string, name: string, namespaced: boolean])[]>> = {
  v1: [
    ['Namespace', 'namespaces', false],
    ['ConfigMap', 'configmaps', true],
    ['Secret', 'secrets', true],
    ['Service', 'services', true],
  ],
  'apps/v1': [['Deployment', 'deployments', true]],
};

/** What kube-apiserver says: `kind: Status` for all that it does not do. */
export function status(code: number, message: string): Answer {
  return (reply) => refuse(reply, code, message);
}

export function refuse(reply: ServerResponse, code: number, message: string): void {
  json(reply, { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code }, code);
}

export function json(reply: ServerResponse, body: unknown, code = 200): void {
  reply.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/**
 * Stands in for a kube-apiserver where one is needed that refuses: of discovery, reading, lists, creation, merge and dry runs of server-side
 * apply it does as much as the commands ask for, and keeps what is written. Without the token it knows nobody.
 */
export class ApiServer {
  /** What was asked, in the order in which it came: `GET /api/v1`. */
  readonly asked: string[] = [];
  readonly objects = new Map<string, KubeObject>();
  /** Answers in the place of what is asked for. */
  instead: (request: string) => Answer | undefined = () => undefined;
  readonly #server;

  private constructor() {
    const keys = ec();
    const key = keys.privateKey.export({ type: 'pkcs8', format: 'pem' });
    this.#server = createServer({ key, cert: certificate(keys, '2040-01-01T00:00:00Z') }, (request, reply) => {
      const asked = `${request.method} ${request.url?.replace(/[?].*/, '')}`;
      this.asked.push(asked);
      void text(request).then((body) => (this.instead(asked) ?? this.#answer)(reply, request, body));
    });
  }

  static async start(): Promise<ApiServer> {
    const server = new ApiServer();
    await new Promise<void>((open) => server.#server.listen(0, '127.0.0.1', open));
    return server;
  }

  get address(): string {
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The path of a kubeconfig for it. */
  kubeconfig(): string {
    const path = join(temporary(), 'kubeconfig');
    const config = {
      'current-context': 'home',
      contexts: [{ name: 'home', context: { cluster: 'home', user: 'me' } }],
      clusters: [{ name: 'home', cluster: { server: this.address, 'insecure-skip-tls-verify': true } }],
      users: [{ name: 'me', user: { token: TOKEN } }],
    };
    writeFileSync(path, JSON.stringify(config));
    return path;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #answer = (reply: ServerResponse, request: IncomingMessage, body: string): void => {
    const [code, said] = this.#said(request, body);
    if (typeof said === 'string') refuse(reply, code, said);
    else json(reply, said, code);
  };

  #said({ method, headers, url = '' }: IncomingMessage, body: string): [code: number, said: object | string] {
    if (headers.authorization !== `Bearer ${TOKEN}`) return [401, 'Unauthorized'];
    const path = url.replace(/[?].*/, '');
    if (path === '/apis') return [200, { kind: 'APIGroupList', groups: GROUPS }];
    const [, groupVersion = '', rest = ''] = /^\/apis?\/(v1|[a-z.]+\/v\d+)(.*)$/.exec(path) ?? [];
    const known = RESOURCES[groupVersion];
    if (!known) return [404, 'the server could not find the requested resource'];
    if (rest === '') return [200, { kind: 'APIResourceList', groupVersion, resources: known.map(resource) }];
    if (method !== 'GET')
      return [
        201,
        {
          apiVersion: groupVersion,
          ...this.#write(method === 'POST', path, JSON.parse(body), url.includes('dryRun=All')),
        },
      ];
    const kind = known.find(([, name]) => rest.endsWith(`/${name}`))?.[0];
    if (kind !== undefined) return [200, { kind: `${kind}List`, items: this.#below(path) }];
    return this.objects.has(path)
      ? [200, { apiVersion: groupVersion, ...this.objects.get(path) }]
      : [404, `${path} not found`];
  }

  #write(isNew: boolean, path: string, sent: KubeObject, isDryRun: boolean): KubeObject {
    const at = isNew ? `${path}/${sent.metadata.name}` : path;
    const object = { ...this.objects.get(at), ...sent };
    if (!isDryRun) this.objects.set(at, object);
    return object;
  }

  #below(path: string): KubeObject[] {
    const [, before = '', name = ''] = /^(.*)\/([^/]+)$/.exec(path) ?? [];
    return [...this.objects].flatMap(([at, object]) =>
      at.startsWith(before) && at.split('/').at(-2) === name ? [object] : [],
    );
  }
}

const GROUPS = [{ name: 'apps', preferredVersion: { groupVersion: 'apps/v1' } }];

const resource = ([kind, name, namespaced]: readonly [string, string, boolean]) => ({
  ...{ kind, name, namespaced },
  verbs: ['get', 'list', 'create', 'patch'],
});

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
