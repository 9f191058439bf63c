import { KubeError } from '../../tools/kube';
import { KubeconfigError } from './kubeconfig';
import { codeOf } from './write/error';

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
