import { existsSync } from 'node:fs';
import { Refusal } from '../../base/refusal';
import { Kube } from '../../cluster/kube';
import { Kubeconfig, KubeconfigError, kubeconfigPaths } from '../../cluster/kubeconfig';
import { unreachable } from '../../cluster/reachable';
import { pulumi } from './call';

/** The cluster of a stack: that of `steading:kubeconfig`, else of KUBECONFIG. Throws `Refusal` where it does not answer. */
export async function clusterOf(stack: string, root: string): Promise<Kube> {
  const stated = await kubeconfigOf(stack, root);
  const trouble = await unreachable(stated);
  if (trouble)
    throw new Refusal(
      'could-not',
      trouble,
      'it is asked with `steading:kubeconfig`, else with KUBECONFIG; `kubectl version` asks it the same',
    );
  return kubeOf(stated);
}

/** The cluster that a kubeconfig names (its text or path, else KUBECONFIG). Throws `CouldNot` where the kubeconfig names none. */
export function kubeOf(stated: string | undefined): Kube {
  try {
    if (stated === undefined) return new Kube(...kubeconfigPaths().filter((path) => existsSync(path)));
    return existsSync(stated) ? new Kube(stated) : new Kube(Kubeconfig.of(stated));
  } catch (error) {
    if (error instanceof KubeconfigError)
      throw new Refusal('could-not', error.message, 'see that `kubectl` can use it');
    throw error;
  }
}

/** It is closed in the configuration, and opened by whoever knows the passphrase. */
async function kubeconfigOf(stack: string, root: string): Promise<string | undefined> {
  const args = ['config', 'get', 'steading:kubeconfig', '-s', stack];
  const { code, printed, said } = await pulumi({ args, cwd: root, output: 'kept' });
  if (code === 0) return printed.trim();
  if (/not found/.test(said)) return undefined;
  throw new Refusal(
    'could-not',
    `\`pulumi ${args.join(' ')}\` ended with ${code}: ${said.trim()}`,
    'see what it said: a passphrase is that of `pulumi up`',
  );
}
