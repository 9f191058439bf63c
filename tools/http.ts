import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { parse } from 'yaml';

export interface Reply {
  readonly status: number;
  /** The texts of its Warning headers. */
  readonly warnings: readonly string[];
  /** What JSON it holds, else its text. */
  readonly body: unknown;
}

/** A body that is text is sent as it is, any other as JSON. */
export type Connection = (method: string, path: string, body?: unknown, contentType?: string) => Promise<Reply>;

interface Kubeconfig {
  readonly clusters: readonly {
    readonly cluster: { readonly server: string; readonly 'certificate-authority-data': string };
  }[];
  readonly users: readonly { readonly user: { readonly token: string } }[];
}

/** Speaks to the first cluster as the first user of a kubeconfig's text. Throws where it holds none. */
export function connect(kubeconfig: string): Connection {
  const { clusters, users } = parse(kubeconfig) as Kubeconfig;
  const cluster = clusters[0]?.cluster;
  const token = users[0]?.user.token;
  if (!cluster || !token) throw new Error('the kubeconfig has no cluster or no token');
  const agent = new Agent({ keepAlive: true, ca: Buffer.from(cluster['certificate-authority-data'], 'base64') });
  return (method, path, body, contentType = 'application/json') =>
    new Promise((resolve, reject) => {
      const payload = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
      const headers = {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'content-type': contentType,
        'content-length': Buffer.byteLength(payload),
      };
      const call = request(new URL(path, cluster.server), { method, agent, headers }, (message) => {
        read(message).then(resolve, reject);
      });
      call.once('error', reject);
      call.end(payload);
    });
}

async function read(message: IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const isJson = message.headers['content-type']?.startsWith('application/json');
  const warnings = (message.headersDistinct.warning ?? []).flatMap(warningTexts);
  return { status: message.statusCode ?? 0, warnings, body: isJson ? JSON.parse(text) : text };
}

/** The quoted texts of a header such as `299 - "unknown field \"spec.x\""`. Node reads headers as Latin-1. */
function warningTexts(header: string): string[] {
  const quoted = Buffer.from(header, 'latin1')
    .toString('utf8')
    .matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g);
  return [...quoted].map(([, text = '']) => text.replace(/\\(.)/g, '$1'));
}
