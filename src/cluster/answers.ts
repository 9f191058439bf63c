import { STATUS_CODES } from 'node:http';
import { visible } from '../base/visible';

/** The API server refuses, or what answers is none; or what was waited for did not come. */
export class KubeError extends Error {
  override name = 'KubeError';

  constructor(
    message: string,
    /** What to do about it. */
    readonly fix = 'see that the cluster runs and can be reached: `kubectl version` asks it the same',
    /** The number that the API server itself said. */
    readonly status?: number,
  ) {
    super(message);
  }
}

/** A request that is not carried out, with what the server says of it; nothing where it may repeat a secret. */
export function refused(
  { status, message }: { readonly status: number; readonly message: string },
  to: string,
): KubeError {
  const said = message === '' ? '' : `: ${message}`;
  return new KubeError(`the API server says ${statusText(status)} to ${to}${said}`, fixOf(status));
}

/** The same of a reply as it came. */
export function refusal(reply: Reply): KubeError {
  const { message, fix } = refused({ status: reply.status, message: saidBy(reply) }, reply.to);
  return new KubeError(message, fix, isStatus(reply) ? reply.status : undefined);
}

/** The object of an answer, if `test` holds of it. Throws `KubeError` for all else. */
export function accepted<T>(reply: Reply, what: string, test: (body: Fields) => boolean): T {
  if (reply.status < 200 || reply.status >= 300) throw refusal(reply);
  if (isFields(reply.body) && test(reply.body)) return reply.body as T;
  throw new KubeError(`what answers ${reply.to} is no API server: ${formOf(reply)} is not ${what}`, IN_BETWEEN);
}

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether the body is what an API server says of a request that it does not carry out. */
export const isStatus = ({ body }: Reply): boolean => isFields(body) && body.kind === 'Status';

/** The words of an authorizer that denies a request. Admission words its refusals differently. */
const UNAUTHORIZED = /User "[^"]*" cannot /;
const VERDICTS = new Set([400, 403, 404, 409, 413, 422]);

/** Whether a refusal is about the object that was sent, and not about who sends it or how the server is. */
export function isVerdict(reply: Reply): boolean {
  return VERDICTS.has(reply.status) && isStatus(reply) && !UNAUTHORIZED.test(saidBy(reply));
}

const LONGEST = 2000;
export const JSON_TYPE = 'application/json';

/** What the server says in words, on one line: of a Status its message, of a text its beginning, of a page nothing. */
export function saidBy({ body, type, location }: Reply): string {
  if (location !== undefined) return `go to ${clipped(location)}`;
  if (isFields(body)) return typeof body.message === 'string' ? clipped(body.message) : '';
  return typeof body === 'string' && type === 'text/plain' ? clipped(body) : '';
}

function clipped(text: string): string {
  const line = visible(text.trim().slice(0, LONGEST));
  return text.trim().length > LONGEST ? `${line}…` : line;
}

const statusText = (status: number): string =>
  STATUS_CODES[status] === undefined ? String(status) : `${status} (${STATUS_CODES[status]})`;

/** What an answer is, without a word of what it holds. */
function formOf({ status, type, body }: Reply): string {
  const kind = isFields(body) && typeof body.kind === 'string' ? `, a ${clipped(body.kind)}` : '';
  const isBroken = type === JSON_TYPE && typeof body === 'string';
  const form = type === '' ? 'without a media type' : isBroken ? 'cut off, nested too deep or no JSON' : clipped(type);
  return `${statusText(status)}, ${form}${kind}`;
}

const IN_BETWEEN =
  'see that the server of the kubeconfig is the API server itself, and no proxy or sign-in page in front of it answers';
const LOGS = 'see what the API server logs, then try again';

const FIXES: Readonly<Record<number, string>> = {
  401: 'sign in anew: the credentials of the kubeconfig are not accepted; `kubectl auth whoami` asks the same',
  403: 'let this user do it there: `kubectl auth can-i --list` says what it may; or name another kubeconfig',
  404: IN_BETWEEN,
  407: IN_BETWEEN,
  429: 'wait a little: the API server has too much to do',
};

function fixOf(status: number): string {
  return FIXES[status] ?? (status < 400 ? IN_BETWEEN : LOGS);
}

export interface Reply {
  /** What was asked: `GET /api/v1`. */
  readonly to: string;
  readonly status: number;
  /** The texts of its Warning headers. */
  readonly warnings: readonly string[];
  /** Its media type, such as `text/html`; empty where it names none. */
  readonly type: string;
  /** The target of a redirect. The client never follows it, because it would send the credentials along. */
  readonly location?: string;
  /** What JSON it holds, else its text. */
  readonly body: unknown;
}
