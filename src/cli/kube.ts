import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { KubeError } from '../../tools/kube';
import { KubeconfigError } from '../../tools/kubeconfig';
import { codeOf } from './write/error';

/** The files that say how a cluster is reached, as kubectl looks for them. */
export function kubeconfigs(stated: string | undefined): string[] {
  if (stated !== undefined) return [stated];
  const named = (process.env.KUBECONFIG ?? '').split(delimiter).filter((path) => path !== '');
  return named.length > 0 ? named : [join(homedir(), '.kube/config')];
}

/** What an error of a cluster means to a person, with what to do about it; undefined for what is a mistake of ours. */
export function clusterTrouble(error: unknown): string | undefined {
  if (error instanceof KubeError) return `the API server says ${error.message}`;
  if (error instanceof KubeconfigError) return `${error.message}\nto fix: name another one with --kubeconfig`;
  const code = codeOf(error);
  if (code === undefined) return undefined;
  const said = (error as Error).message;
  return code === 'ENOENT' || code === 'EACCES'
    ? `there is no kubeconfig that can be read: ${said}\nto fix: name one with --kubeconfig`
    : `the API server does not answer: ${said}`;
}
