import { setTimeout as sleep } from 'node:timers/promises';
import { Kubeconfig } from '../src/cli/kubeconfig';
import { type DefinitionSpec, Discovery, type Kind } from './discovery';
import { type Connection, connect, type Reply } from './http';
import { readAccess } from './kubeconfig';

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

/** The API server refused to read or to delete; or what was waited for did not come. */
export class KubeError extends Error {
  override name = 'KubeError';
}

const WAIT_MS = 30_000;
const POLL_MS = 100;

/**
 * A client of one API server, for what judges and sandboxes need. Its methods throw what Node's `https` throws where
 * there is no answer.
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
   * Applies server-side, with strict field validation; an object without a name is created. Never
   * throws for what the server refuses.
   */
  async apply(object: KubeObject, options: WriteOptions = {}): Promise<Answer> {
    const reference = refer(object);
    if (!reference.name) return this.create(object, options);
    const path = await this.#path(reference);
    if (!path) return unknownKind(object);
    const body = options.text ?? object;
    return answer(
      await this.request(
        'PATCH',
        `${path}?force=${options.force ?? true}&${query(options)}`,
        body,
        'application/apply-patch+yaml',
      ),
    );
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
   * Creates an object, `status` included, as POST does, with strict field validation. Never throws for what the server
   * refuses.
   */
  async create(object: KubeObject, options: WriteOptions = {}): Promise<Answer> {
    const path = await this.#discovery.collection(object, refer(object).namespace ?? 'default');
    if (!path) return unknownKind(object);
    return answer(await this.request('POST', `${path}?${query(options)}`, object));
  }

  /** One object, or undefined where there is none. Throws `KubeError` where the server refuses. */
  async get(reference: Reference): Promise<KubeObject | undefined> {
    const path = await this.#path(reference);
    const reply = path ? await this.request('GET', path) : undefined;
    return !reply || reply.status === 404 ? undefined : (accepted(reply) as KubeObject);
  }

  /**
   * The objects of a kind, in one namespace or (default) in all, and with these labels (a selector as kubectl takes it). Throws
   * `KubeError` where the server refuses or knows no such kind.
   */
  async list({ apiVersion, kind }: Kind, namespace?: string, labels = ''): Promise<KubeObject[]> {
    const path = await this.#discovery.collection({ apiVersion, kind }, namespace);
    if (!path) throw new KubeError(unknownKind({ apiVersion, kind }).message);
    const query = labels === '' ? '' : `?${new URLSearchParams({ labelSelector: labels })}`;
    const { items } = accepted(await this.request('GET', `${path}${query}`)) as { items: KubeObject[] };
    return items.map((item) => ({ ...item, apiVersion, kind }));
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
    if (!reply || reply.status === 404) return false;
    accepted(reply);
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
      const served = async (): Promise<boolean> => (await this.request('GET', `${path}?limit=1`)).status !== 404;
      await until(served, `${path} is not served`, WAIT_MS);
    }
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

function query({ fieldManager = 'steading', dryRun = false }: WriteOptions): URLSearchParams {
  return new URLSearchParams({ fieldManager, fieldValidation: 'Strict', ...(dryRun ? { dryRun: 'All' } : {}) });
}

function answer({ status, warnings, body }: Reply): Answer {
  const ok = status < 300;
  return { status, ok, warnings, ...(ok ? { message: '', object: body as KubeObject } : { message: messageOf(body) }) };
}

function accepted({ status, body }: Reply): unknown {
  if (status < 300) return body;
  throw new KubeError(`${status}: ${messageOf(body)}`);
}

function messageOf(body: unknown): string {
  return typeof body === 'string' ? body : ((body as { message?: string }).message ?? JSON.stringify(body));
}

function unknownKind({ apiVersion, kind }: Kind): Answer {
  return { status: 404, ok: false, warnings: [], message: `no kind '${kind}' in '${apiVersion}'` };
}

function turnOf(kind: string): number {
  const turn = ['Namespace', 'CustomResourceDefinition'].indexOf(kind);
  return turn < 0 ? 2 : turn;
}
