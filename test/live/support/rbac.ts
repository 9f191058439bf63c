import type { Kube, KubeObject } from '../../../src/cluster/kube';
import { binary } from '../../../tools/build';
import { run } from '../../support/steading';
import { podOf } from '../mutations/pods';
import type { Fields } from '../mutations/sites';
import type { Tree } from './tree';

const KINDS = new Set(['ServiceAccount', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding']);

/** What every account may do: ask who it is and what it may. */
const HARMLESS = /^(selfsubject(access|rules)reviews\.authorization|selfsubjectreviews\.authentication)\.k8s\.io$/;

/** One thing that somebody may do, or may not. */
export interface Deed {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly name?: string;
  readonly namespace?: string;
}

export interface Account {
  readonly namespace: string;
  readonly name: string;
  /** By the Roles that are bound to it. */
  readonly may: readonly Deed[];
}

/** What nobody of the tree should be able to do, unless a Role of theirs says it. */
export const ELSEWHERE: readonly Deed[] = [
  { verb: 'get', group: '', resource: 'secrets' },
  { verb: 'list', group: '', resource: 'secrets' },
  { verb: 'list', group: '', resource: 'pods' },
  { verb: 'create', group: '', resource: 'pods' },
  { verb: 'create', group: '', resource: 'pods', subresource: 'exec' },
  { verb: 'delete', group: 'apps', resource: 'deployments' },
  { verb: 'get', group: '', resource: 'nodes' },
  { verb: 'create', group: 'rbac.authorization.k8s.io', resource: 'rolebindings' },
  { verb: 'escalate', group: 'rbac.authorization.k8s.io', resource: 'clusterroles' },
  { verb: 'impersonate', group: '', resource: 'users' },
  { verb: '*', group: '*', resource: '*' },
];

export function rbacObjects({ documents }: Tree): KubeObject[] {
  return documents.map(({ manifest }) => manifest).filter(({ kind }) => KINDS.has(kind));
}

interface Rule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
}

interface Binding {
  readonly roleRef: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly { readonly kind: string; readonly name: string; readonly namespace?: string }[];
}

/** The accounts that Roles of a tree are bound to, with what these say. */
export function accounts(objects: readonly KubeObject[]): Account[] {
  const bindings = objects.filter(({ kind }) => kind.endsWith('RoleBinding') || kind === 'ClusterRoleBinding');
  return bindings.flatMap((binding) => {
    const { roleRef, subjects = [] } = binding as unknown as Binding;
    const { namespace } = binding.metadata;
    const role = objects.find(
      ({ kind, metadata }) =>
        kind === roleRef.kind &&
        metadata.name === roleRef.name &&
        (kind === 'ClusterRole' || metadata.namespace === namespace),
    );
    const rules = (role?.rules ?? []) as readonly Rule[];
    return subjects
      .filter(({ kind }) => kind === 'ServiceAccount')
      .map((subject) => ({
        namespace: subject.namespace ?? namespace ?? 'default',
        name: subject.name,
        may: rules.flatMap((rule) => deeds(rule, namespace)),
      }));
  });
}

function deeds(
  { verbs, apiGroups = [], resources = [], resourceNames = [] }: Rule,
  namespace: string | undefined,
): Deed[] {
  const names = resourceNames.length > 0 ? resourceNames : [undefined];
  return verbs.flatMap((verb) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((path) => {
        const [resource = '', subresource] = path.split('/');
        return names.map((name) => ({
          verb,
          group,
          resource,
          ...(subresource && { subresource }),
          ...(name && { name }),
          ...(namespace && { namespace }),
        }));
      }),
    ),
  );
}

/** Asks the authorizer, as `kubectl auth can-i --as` does. */
export async function can(kube: Kube, account: Pick<Account, 'namespace' | 'name'>, deed: Deed): Promise<boolean> {
  const spec = {
    user: `system:serviceaccount:${account.namespace}:${account.name}`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${account.namespace}`, 'system:authenticated'],
    resourceAttributes: { namespace: account.namespace, ...deed },
  };
  const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec };
  const { status, body } = await kube.request('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', review);
  if (status !== 201) throw new Error(`the authorizer answers ${status}`);
  return (body as { status: { allowed: boolean } }).status.allowed;
}

/** Resources that the default account of a namespace may touch, as `kubectl auth can-i --list` tells. */
export async function resourcesOfDefault(kubeconfig: string, namespace: string): Promise<string[]> {
  const as = `--as=system:serviceaccount:${namespace}:default`;
  const args = ['auth', 'can-i', '--list', '--no-headers', as, '-n', namespace];
  const { code, stdout, stderr } = await run(await binary('kubectl'), args, { env: { KUBECONFIG: kubeconfig } });
  if (code !== 0) throw new Error(`kubectl: ${stderr}`);
  const resources = stdout.split('\n').map((line) => /^(\S+)\s+\[/.exec(line)?.[1] ?? '');
  return resources.filter((resource) => resource !== '' && !resource.startsWith('[') && !HARMLESS.test(resource));
}

/** Pods to which the API server gives a token that no Role makes use of. */
export async function needlessTokens(kube: Kube, objects: readonly KubeObject[]): Promise<string[]> {
  const known = new Set(accounts(objects).map(({ namespace, name }) => `${namespace}/${name}`));
  const found: string[] = [];
  for (const object of objects) {
    const pod = podOf(object as unknown as Fields) as unknown as KubeObject | undefined;
    if (!pod) continue;
    const { object: admitted, message } = await kube.create(pod, { dryRun: true });
    if (!admitted) throw new Error(`${object.metadata.name}: ${message}`);
    const { serviceAccountName, volumes = [] } = admitted.spec as {
      serviceAccountName: string;
      volumes?: { name: string }[];
    };
    const hasToken = volumes.some(({ name }) => name.startsWith('kube-api-access-'));
    if (hasToken && !known.has(`${pod.metadata.namespace}/${serviceAccountName}`))
      found.push(`${object.kind} ${object.metadata.name}`);
  }
  return found;
}
