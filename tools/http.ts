import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import type { Access } from '../src/cli/kubeconfig';

export interface Reply {
  readonly status: number;
  /** The texts of its Warning headers. */
  readonly warnings: readonly string[];
  /** What JSON it holds, else its text. */
  readonly body: unknown;
}

/** A body that is text is sent as it is, any other as JSON. */
export type Connection = (method: string, path: string, body?: unknown, contentType?: string) => Promise<Reply>;

/** Speaks to an API server. */
export function connect({ server, token, isInsecure, ...tls }: Access): Connection {
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: !isInsecure, ...tls });
  return (method, path, body, contentType = 'application/json') =>
    new Promise((resolve, reject) => {
      const payload = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
      const headers = {
        ...(token && { authorization: `Bearer ${token}` }),
        accept: 'application/json',
        'content-type': contentType,
        'content-length': Buffer.byteLength(payload),
      };
      const call = request(new URL(server.replace(/\/$/, '') + path), { method, agent, headers }, (message) => {
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
