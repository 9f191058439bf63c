import { existsSync, readFileSync } from 'node:fs';
import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseDocument } from 'yaml';

const PATIENCE_MS = 10_000;

interface Kubeconfig {
  readonly 'current-context'?: string;
  readonly contexts?: readonly { readonly name: string; readonly context: { readonly cluster: string } }[];
  readonly clusters?: readonly { readonly name: string; readonly cluster: { readonly server: string } }[];
}

/** Why the cluster that a kubeconfig (its text or path, else KUBECONFIG) names does not answer; nothing where it does. Who may do what there is not asked. */
export async function unreachable(kubeconfig?: string): Promise<string | undefined> {
  const paths = kubeconfig !== undefined && existsSync(kubeconfig) ? [kubeconfig] : kubeconfigPaths();
  const texts =
    kubeconfig === undefined || existsSync(kubeconfig) ? paths.map((path) => readFileSync(path, 'utf8')) : [kubeconfig];
  if (texts.length === 0) {
    const { KUBECONFIG: named } = process.env;
    return named
      ? `no cluster is named: KUBECONFIG says ${named}, and there is no such file`
      : 'no cluster is named: KUBECONFIG is not set, and there is no ~/.kube/config';
  }
  const server = serverOf(texts);
  if (server === undefined)
    return `${paths.join(delimiter) || 'the kubeconfig'} names no cluster as its current context`;
  const trouble = await answers(server);
  return trouble && `the cluster at ${server} does not answer: ${trouble}`;
}

/** As kubectl looks for them. */
function kubeconfigPaths(): string[] {
  const named = process.env.KUBECONFIG?.split(delimiter).filter((path) => path !== '') ?? [];
  return (named.length > 0 ? named : [join(homedir(), '.kube/config')]).filter((path) => existsSync(path));
}

/** Of several files each may hold a part; of two entries with one name the first counts. */
function serverOf(texts: readonly string[]): string | undefined {
  const files = texts.map((text) => (parseDocument(text).toJSON() ?? {}) as Kubeconfig);
  const current = files.map((file) => file['current-context']).find((name) => name);
  const context = files.flatMap(({ contexts = [] }) => contexts).find(({ name }) => name === current);
  const clusters = files.flatMap(({ clusters: all = [] }) => all);
  const server = clusters.find(({ name }) => name === context?.context.cluster)?.cluster.server;
  return server !== undefined && URL.canParse(server) ? server : undefined;
}

/** Any answer is one: who asks shows no credentials, and checks none. */
function answers(server: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = server.startsWith('http:') ? plain : secure;
    const call = request(new URL('/version', server), { rejectUnauthorized: false, timeout: PATIENCE_MS }, (reply) => {
      reply.resume();
      resolve(undefined);
    });
    call.once('timeout', () => call.destroy(new Error(`no answer within ${PATIENCE_MS / 1000} s`)));
    call.once('error', ({ message }) => resolve(message));
    call.end();
  });
}
