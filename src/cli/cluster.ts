import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';

const PATIENCE_MS = 10_000;

interface Kubeconfig {
  readonly 'current-context'?: string;
  readonly contexts?: readonly { readonly name: string; readonly context: { readonly cluster: string } }[];
  readonly clusters?: readonly { readonly name: string; readonly cluster: { readonly server: string } }[];
}

/** Why the cluster that a kubeconfig (its text or path, else KUBECONFIG) names does not answer; nothing where it does. Who may do what there is not asked. */
export async function unreachable(kubeconfig?: string): Promise<string | undefined> {
  const content = kubeconfig !== undefined && existsSync(kubeconfig) ? readFileSync(kubeconfig, 'utf8') : kubeconfig;
  const path = kubeconfigPath();
  if (content === undefined && path === undefined) {
    const { KUBECONFIG: named } = process.env;
    return named
      ? `no cluster is named: KUBECONFIG says ${named}, and there is no such file`
      : 'no cluster is named: KUBECONFIG is not set, and there is no ~/.kube/config';
  }
  const server = serverOf(content ?? readFileSync(path ?? '', 'utf8'));
  if (server === undefined) return `${path ?? 'the kubeconfig'} names no cluster as its current context`;
  const trouble = await answers(server);
  return trouble && `the cluster at ${server} does not answer: ${trouble}`;
}

/** As kubectl looks for it; of several files the first one that is there. */
function kubeconfigPath(): string | undefined {
  const named = process.env.KUBECONFIG?.split(delimiter).filter((path) => path !== '') ?? [];
  return (named.length > 0 ? named : [join(homedir(), '.kube/config')]).find((path) => existsSync(path));
}

function serverOf(text: string): string | undefined {
  const { 'current-context': current, contexts = [], clusters = [] } = (parse(text) ?? {}) as Kubeconfig;
  const context = contexts.find(({ name }) => name === current) ?? contexts[0];
  return clusters.find(({ name }) => name === context?.context.cluster)?.cluster.server;
}

/** Any answer is one: who asks shows no credentials, and checks none. */
function answers(server: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const call = request(new URL('/version', server), { rejectUnauthorized: false, timeout: PATIENCE_MS }, (reply) => {
      reply.resume();
      resolve(undefined);
    });
    call.once('timeout', () => call.destroy(new Error(`no answer within ${PATIENCE_MS / 1000} s`)));
    call.once('error', ({ message }) => resolve(message));
    call.end();
  });
}
