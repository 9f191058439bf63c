import { finding } from '../../diagnostics/finding';
import { items } from '../../kubernetes/manifest';
import type { Check, Subject } from '../check';
import { objectsOf } from '../objects-of';
import { podsOf } from '../pods';

/** Pods that carry a token of the API server with which they may do nothing. */
export const tokens: Check = (subject) => {
  const { graph, artifacts } = subject;
  const accounts = new Map(
    objectsOf(graph, artifacts, 'ServiceAccount').map(({ namespace, manifest }) => [
      `${namespace}/${manifest.metadata.name}`,
      manifest,
    ]),
  );
  const bound = boundAccounts(subject);
  return podsOf(graph, artifacts)
    .filter(({ namespace, spec }) => {
      const name = String(spec.serviceAccountName ?? 'default');
      const account = accounts.get(`${namespace}/${name}`);
      // What a chart brings is bound by it. An annotated one is known outside the cluster.
      const isOurs = name === 'default' || (account && Object.keys(account.metadata.annotations ?? {}).length === 0);
      const mounts = (spec.automountServiceAccountToken ?? account?.automountServiceAccountToken) !== false;
      return isOurs && mounts && ![`${namespace}/${name}`, `${namespace}/*`, '*'].some((one) => bound.has(one));
    })
    .map(({ object, spec, subject }) =>
      finding('security/unused-token', { object, account: String(spec.serviceAccountName ?? 'default') }, subject),
    );
};

/** Service accounts that somebody gave a role: one by one, or all of a namespace, or all. */
function boundAccounts({ graph, artifacts }: Subject): ReadonlySet<string> {
  return new Set(
    objectsOf(graph, artifacts, 'RoleBinding', 'ClusterRoleBinding').flatMap(({ manifest, namespace }) =>
      items(manifest.subjects).map(({ kind, name, namespace: own = namespace }) =>
        kind === 'ServiceAccount' ? `${own}/${name}` : String(name).replace(GROUP, (_, of) => (of ? `${of}/*` : '*')),
      ),
    ),
  );
}

const GROUP = /^system:serviceaccounts(?::(.+))?$/;
