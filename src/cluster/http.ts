import { type IncomingMessage, request as plain } from 'node:http';
import { Agent, request as secure } from 'node:https';
import { Unreadable } from '../base/limits';
import { readJson } from '../base/yaml';
import { JSON_TYPE, KubeError, type Reply } from './answers';
import type { Access } from './kubeconfig';

/** A body that is text is sent as it is, any other as JSON. Throws what Node's `https` throws, and `KubeError` where an answer has no end. */
export type Connection = (method: string, path: string, body?: unknown, contentType?: string) => Promise<Reply>;

export interface Limits {
  /** For one answer, in milliseconds. Default 70,000: an API server itself ends a request after a minute (`--request-timeout`). */
  readonly patienceMs?: number;
  /** Of all answers that are under way at once. Default 256 MiB. */
  readonly bytes?: number;
}

/** Speaks to an API server. Like kubectl it shows no credentials to one without TLS. */
export function connect({ server, token, isInsecure, ...tls }: Access, limits: Limits = {}): Connection {
  const { patienceMs = 70_000, bytes = 2 ** 28 } = limits;
  const room = new Room(bytes);
  const base = server.replace(/\/$/, '');
  const isPlain = new URL(server).protocol === 'http:';
  const agent = isPlain ? undefined : new Agent({ keepAlive: true, rejectUnauthorized: !isInsecure, ...tls });
  const request = isPlain ? plain : secure;
  const shown = isPlain ? '' : (token ?? '');
  return async (method, path, body, contentType = 'application/json') => {
    const payload = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const headers = {
      ...(shown && { authorization: `Bearer ${shown}` }),
      accept: 'application/json',
      'content-type': contentType,
      'content-length': Buffer.byteLength(payload),
    };
    const to = `${method} ${path.replace(/[?].*$/, '')}`;
    const signal = AbortSignal.timeout(patienceMs);
    try {
      return await new Promise<Reply>((resolve, reject) => {
        const call = request(new URL(base + path), { method, agent, headers, signal }, (message) => {
          read(message, to, shown, room).then(resolve, reject);
        });
        call.once('error', reject);
        call.end(payload);
      });
    } catch (error) {
      if (signal.aborted) throw new KubeError(`there is no answer to ${to} within ${patienceMs / 1000} s`);
      throw error;
    }
  };
}

/** What the answers under way may hold together: many that are asked for at once fill the memory as well as one. */
class Room {
  private held = 0;

  constructor(private readonly most: number) {}

  /** A whole answer. Throws `KubeError` where there is no room for it. */
  async textOf(message: IncomingMessage, to: string): Promise<string> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of message as AsyncIterable<Buffer>) {
        chunks.push(chunk);
        this.held += chunk.length;
        if (this.held > this.most) throw this.full(to);
      }
      return Buffer.concat(chunks).toString('utf8');
    } finally {
      for (const { length } of chunks) this.held -= length;
    }
  }

  private full(to: string): KubeError {
    return new KubeError(`the answers under way, that to ${to} among them, are longer than ${this.most / 2 ** 20} MiB`);
  }
}

async function read(message: IncomingMessage, to: string, token: string, room: Room): Promise<Reply> {
  const text = await room.textOf(message, to);
  const { statusCode: status = 0, headers, headersDistinct } = message;
  const type = headers['content-type']?.replace(/;.*$/, '').trim().toLowerCase() ?? '';
  const { location } = headers;
  return {
    ...{ to, status, type, warnings: (headersDistinct.warning ?? []).flatMap(warningTexts) },
    ...(location !== undefined && { location }),
    // What refuses may repeat what it was shown.
    body: json(type, status >= 300 && token !== '' ? text.replaceAll(token, '***') : text),
  };
}

/** JSON that cannot be read, or that is deeper than anything that Kubernetes keeps, stays the text that it is. */
function json(type: string, text: string): unknown {
  if (type !== JSON_TYPE) return text;
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof Unreadable) return text;
    throw error;
  }
}

/** The quoted texts of a header such as `299 - "unknown field \"spec.x\""`. Node reads headers as Latin-1. */
function warningTexts(header: string): string[] {
  const quoted = Buffer.from(header, 'latin1')
    .toString('utf8')
    .matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g);
  return [...quoted].map(([, text = '']) => text.replace(/\\(.)/g, '$1'));
}
