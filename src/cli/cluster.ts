import { existsSync } from 'node:fs';
import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { delimiter } from 'node:path';
import { Kubeconfig, KubeconfigError, kubeconfigPaths } from './kubeconfig';

const PATIENCE_MS = 10_000;

/** Why the cluster that a kubeconfig (its text or path, else KUBECONFIG) names does not answer; nothing where it does. Who may do what there is not asked. */
export async function unreachable(kubeconfig?: string): Promise<string | undefined> {
  const isText = kubeconfig !== undefined && !existsSync(kubeconfig);
  const paths = kubeconfig === undefined ? kubeconfigPaths().filter((path) => existsSync(path)) : [kubeconfig];
  if (paths.length === 0) {
    const { KUBECONFIG: named } = process.env;
    return named
      ? `no cluster is named: KUBECONFIG says ${named}, and there is no such file`
      : 'no cluster is named: KUBECONFIG is not set, and there is no ~/.kube/config';
  }
  try {
    const { server } = isText ? Kubeconfig.of(kubeconfig) : Kubeconfig.read(paths);
    const trouble = await answers(server);
    return trouble && `the cluster at ${server} does not answer: ${trouble}`;
  } catch (error) {
    const name = isText ? 'the kubeconfig' : paths.join(delimiter);
    if (error instanceof KubeconfigError) return `${name} names no cluster as its current context`;
    throw error;
  }
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
