import { setTimeout as sleep } from 'node:timers/promises';
import { readAccess } from './access';
import {
  accepted,
  type Fields,
  isFields,
  isStatus,
  isVerdict,
  KubeError,
  type Reply,
  refusal,
  saidBy,
} from './answers';
import { type DefinitionSpec, Discovery, type Kind } from './discovery';
import { type Connection, connect } from './http';
import { Kubeconfig } from './kubeconfig';

export interface KubeObject extends Kind {
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

export interface Reference extends Kind {
  readonly name: string;
  /** Default `default`; nothing for kinds without namespaces. */
  readonly namespace?: string;
}

/** What the API server said to one write. */
export interface Answer {
  /** The HTTP status; 404 also where it knows no such kind. */
  readonly status: number;
  readonly ok: boolean;
  /** Where it refused, whether that is about the object, and not about who sends it or how the server is. */
  readonly isVerdict: boolean;
  /** The texts of its Warning headers. */
  readonly warnings: readonly string[];
  /** Why it refused; empty where it did not. */
  readonly message: string;
  /** The object as it is now. */
  readonly object?: KubeObject;
}

export interface WriteOptions {
  /** Judge only, store nothing. Default false. */
  readonly dryRun?: boolean;
  /** Default `steading`. */
  readonly fieldManager?: string;
  /** `apply` takes fields over that another manager has set otherwise; else that is refused as a conflict. Default true. */
  readonly force?: boolean;
  /** YAML that `apply` sends for the server to parse; the object then says only where to. Default: the object. */
  readonly text?: string;
}

const WAIT_MS = 30_000;
const POLL_MS = 100;

/**
 * A client of one API server, for what judges and sandboxes need. Its methods throw what Node's `https` throws where
 * there is no answer, and `KubeError` where what answers is no API server or does not say what it serves.
 */
export class Kube {
  /** One request as it is: method, path, body, content type (default `application/json`). */
  readonly request: Connection;
  readonly #discovery: Discovery;

  /** Paths of kubeconfigs, several as in `KUBECONFIG`, or one that was read. Throws `KubeconfigError`. */
  constructor(...kubeconfigs: readonly string[] | readonly [Kubeconfig]) {
    const [first] = kubeconfigs;
    this.request = connect(readAccess(first instanceof Kubeconfig ? first : (kubeconfigs as readonly string[])));
    this.#discovery = new Discovery(this.request);
  }

  /**
   * Applies server-side, with strict field validation; an object without a name is created. What the server refuses is
   * in the answer.
   */
  async apply(object: KubeObject, options: WriteOptions = {}): Promise<Answer> {
    const reference = refer(object);
    if (!reference.name) return this.create(object, options);
    const path = await this.#path(reference);
    if (!path) return unknownKind(object);
    const to = `${path}?force=${options.force ?? true}&${query(options)}`;
    return answer(await this.request('PATCH', to, options.text ?? object, 'application/apply-patch+yaml'), object);
  }

  /** Merges fields into an object that is there (RFC 7386). What the server refuses is in the answer. */
  async merge(reference: Reference, fields: Fields, { fieldManager = MANAGER }: WriteOptions = {}): Promise<Answer> {
    const path = await this.#path(reference);
    if (!path) return unknownKind(reference);
    const to = `${path}?${new URLSearchParams({ fieldManager })}`;
    return answer(await this.request('PATCH', to, fields, 'application/merge-patch+json'), reference);
  }

  /**
   * Applies many: namespaces first, then CustomResourceDefinitions, which are waited for until they are served, then
   * the rest in the order given. The answers are in the order of `objects`. Throws `KubeError` where a
   * definition is not served after 30 s.
   */
  async applyAll(objects: readonly KubeObject[], options: WriteOptions = {}): Promise<Answer[]> {
    const answers = new Map<KubeObject, Answer>();
    for (const turn of [0, 1, 2]) {
      const now = objects.filter(({ kind }) => turnOf(kind) === turn);
      for (const object of now) answers.set(object, await this.apply(object, options));
      const definitions = turn === 1 && !options.dryRun ? now.filter((object) => answers.get(object)?.ok) : [];
      for (const definition of definitions) await this.#untilServed(definition);
    }
    return objects.map((object) => answers.get(object) ?? unknownKind(object));
  }

  /**
   * Creates an object, `status` included, as POST does, with strict field validation. What the server refuses is in the
   * answer.
   */
  async create(object: KubeObject, options: WriteOptions = {}): Promise<Answer> {
    const path = await this.#discovery.collection(object, refer(object).namespace ?? 'default');
    if (!path) return unknownKind(object);
    return answer(await this.request('POST', `${path}?${query(options)}`, object), object);
  }

  /** One object, or undefined where there is none. Throws `KubeError` where the server refuses. */
  async get(reference: Reference): Promise<KubeObject | undefined> {
    const path = await this.#path(reference);
    const reply = path ? await this.request('GET', path) : undefined;
    return !reply || isGone(reply) ? undefined : objectOf(reply, reference);
  }

  /**
   * The objects of a kind, in one namespace or (default) in all, and with these labels (a selector as kubectl takes it). Throws
   * `KubeError` where the server refuses or knows no such kind.
   */
  async list({ apiVersion, kind }: Kind, namespace?: string, labels = ''): Promise<KubeObject[]> {
    const path = await this.#discovery.collection({ apiVersion, kind }, namespace);
    if (!path) {
      const { message, status } = unknownKind({ apiVersion, kind });
      throw new KubeError(message, undefined, status);
    }
    const query = labels === '' ? '' : `?${new URLSearchParams({ labelSelector: labels })}`;
    const reply = await this.request('GET', `${path}${query}`);
    const { items } = accepted<{ items: KubeObject[] }>(reply, `a list of ${kind}`, isList);
    return items.map((item) => ({ ...item, apiVersion, kind }));
  }

  /** Such as `v1.35.4`. Throws `KubeError` where the server does not say. */
  async version(): Promise<string> {
    const reply = await this.request('GET', '/version');
    return accepted<{ gitVersion: string }>(reply, 'its version', isVersion).gitVersion;
  }

  /** Every kind that can be listed, in the version that the API server prefers. */
  listable(): Promise<Kind[]> {
    return this.#discovery.listable();
  }

  /**
   * Deletes an object and what it owns: that first (`Foreground`), or later (`Background`, the default). False where there is none. Throws
   * `KubeError` where the server refuses.
   */
  async delete(
    reference: Reference,
    { propagation = 'Background' }: { readonly propagation?: 'Background' | 'Foreground' } = {},
  ): Promise<boolean> {
    const path = await this.#path(reference);
    const reply = path ? await this.request('DELETE', path, { propagationPolicy: propagation }) : undefined;
    if (!reply || isGone(reply)) return false;
    accepted(reply, 'a word of what is deleted', ({ kind }) => typeof kind === 'string');
    return true;
  }

  /**
   * Asks ten times a second until `test` holds of an object (undefined while there is none). Throws `KubeError`, which
   * says that it is `otherwise`, after `timeoutMs` milliseconds (default 30,000).
   */
  async waitFor(
    reference: Reference,
    test: (object: KubeObject | undefined) => boolean,
    otherwise: string,
    timeoutMs = WAIT_MS,
  ): Promise<void> {
    const { kind, name } = reference;
    await until(async () => test(await this.get(reference)), `${kind} '${name}' is ${otherwise}`, timeoutMs);
  }

  async #untilServed(definition: KubeObject): Promise<void> {
    await this.waitFor(refer(definition), (now) => hasCondition(now, 'Established'), 'not established');
    for (const path of this.#discovery.learn(definition.spec as DefinitionSpec)) {
      await until(() => this.#isServed(path), `${path} is not served`, WAIT_MS);
    }
  }

  /** 503 is said while the storage of a kind is made. */
  async #isServed(path: string): Promise<boolean> {
    const reply = await this.request('GET', `${path}?limit=1`);
    if ([404, 429, 503].includes(reply.status)) return false;
    accepted(reply, 'a list', isList);
    return true;
  }

  async #path(reference: Reference): Promise<string | undefined> {
    const collection = await this.#discovery.collection(reference, reference.namespace ?? 'default');
    return collection && `${collection}/${encodeURIComponent(reference.name)}`;
  }
}

/** The reference to an object. */
export function refer({ apiVersion, kind, metadata }: KubeObject): Reference {
  const { name, namespace } = metadata ?? {};
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
}

/** Whether the status of an object has this condition as true. */
export function hasCondition(object: KubeObject | undefined, wanted: string): boolean {
  const status = object?.status as { conditions?: { type: string; status: string }[] } | undefined;
  return status?.conditions?.some((condition) => condition.type === wanted && condition.status === 'True') ?? false;
}

async function until(test: () => Promise<boolean>, otherwise: string, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await test())) {
    if (Date.now() > deadline) throw new KubeError(`${otherwise} after ${timeoutMs / 1000} s`);
    await sleep(POLL_MS);
  }
}

const MANAGER = 'steading';

function query({ fieldManager = MANAGER, dryRun = false }: WriteOptions): URLSearchParams {
  return new URLSearchParams({ fieldManager, fieldValidation: 'Strict', ...(dryRun ? { dryRun: 'All' } : {}) });
}

function answer(reply: Reply, sent: Kind): Answer {
  const { status, warnings } = reply;
  if (status < 200 || status >= 300)
    return { status, ok: false, isVerdict: isVerdict(reply), warnings, message: saidBy(reply) };
  return { status, ok: true, isVerdict: true, warnings, message: '', object: objectOf(reply, sent) };
}

/** An API server says of an object that is not there that it is not: a page that is not found says nothing of it. */
function isGone(reply: Reply): boolean {
  if (reply.status !== 404) return false;
  if (!isStatus(reply)) throw refusal(reply);
  return true;
}

function objectOf(reply: Reply, { apiVersion, kind }: Kind): KubeObject {
  return accepted(reply, `a ${kind}`, (body) => body.apiVersion === apiVersion && body.kind === kind && isObject(body));
}

export const isVersion = ({ gitVersion }: Fields): boolean => typeof gitVersion === 'string';

const isObject = (one: unknown): boolean =>
  isFields(one) && isFields(one.metadata) && typeof one.metadata.name === 'string';

const isList = ({ items }: Fields): boolean => Array.isArray(items) && items.every(isObject);

function unknownKind({ apiVersion, kind }: Kind): Answer {
  const message = `no kind '${kind}' in '${apiVersion}'`;
  return { status: 404, ok: false, isVerdict: true, warnings: [], message };
}

function turnOf(kind: string): number {
  const turn = ['Namespace', 'CustomResourceDefinition'].indexOf(kind);
  return turn < 0 ? 2 : turn;
}
