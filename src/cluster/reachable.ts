import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { reasonOf, troubleOf } from '../write/disk';
import { accepted } from './answers';
import { connect } from './http';
import { isVersion } from './kube';
import { Kubeconfig, KubeconfigError, kubeconfigPaths } from './kubeconfig';
import { clusterTrouble } from './trouble';

const PATIENCE_MS = 10_000;
/** Who asks is not known there, may not ask, or asks too often: only an API server cares. */
const REFUSES = [401, 403, 429];

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
    if (troubleOf(error)) return `${name} cannot be read: ${reasonOf(error)}`;
    throw error;
  }
}

/** Who asks shows no credentials, and checks none. */
async function answers(server: string): Promise<string | undefined> {
  try {
    const reply = await connect({ server, isInsecure: true }, { patienceMs: PATIENCE_MS })('GET', '/version');
    if (!REFUSES.includes(reply.status)) accepted(reply, 'its version', isVersion);
    return undefined;
  } catch (error) {
    const trouble = clusterTrouble(error);
    if (!trouble) throw error;
    return trouble.message.replace(/^the API server does not answer: /, '');
  }
}
