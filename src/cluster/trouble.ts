import { Refusal } from '../base/refusal';
import { visible } from '../base/visible';
import { codeOf } from '../write/error';
import { KubeError } from './answers';
import { KubeconfigError } from './kubeconfig';

const REACH = 'see that the cluster runs and can be reached: `kubectl version` asks it the same';
const NAME = 'name another one with --kubeconfig';

/** What an error of a cluster means to a person, with what to do about it; undefined for what is a mistake of ours. */
export function clusterTrouble(error: unknown): Refusal | undefined {
  if (error instanceof KubeError) return new Refusal('could-not', error.message, error.fix);
  if (error instanceof KubeconfigError) return new Refusal('could-not', error.message, NAME);
  const code = codeOf(error);
  if (code === undefined) return undefined;
  const { message } = error as Error;
  return code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR'
    ? new Refusal('could-not', `there is no kubeconfig that can be read: ${visible(message)}`, NAME)
    : new Refusal('could-not', `the API server does not answer: ${ENDED[message] ?? visible(message)}`, REACH);
}

/** What Node says of connections that end too early. */
const ENDED: Readonly<Record<string, string>> = {
  aborted: 'it ends the connection in the middle of an answer',
  'socket hang up': 'it ends the connection without an answer',
};
