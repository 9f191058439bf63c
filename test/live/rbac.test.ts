import { join } from 'node:path';
import { Component, Workload } from '../../src';
import { Kube, type KubeObject, refer } from '../../src/cluster/kube';
import { type ControlPlane, startControlPlane } from '../../tools/control-plane';
import { CLUSTER, WEB } from '../invalid/props';
import { declare } from '../support/declare';
import { accepted } from './support/plane';
import { accounts, can, ELSEWHERE, needlessTokens, rbacObjects, resourcesOfDefault } from './support/rbac';
import { judged, tier } from './support/report';
import { namespacesOf } from './support/services';
import { STATE } from './support/state';
import { project, render, type Tree } from './support/tree';

tier('who may do what', () => {
  let plane: ControlPlane | undefined;
  let kube: Kube;
  let kubeconfig = '';

  beforeAll(async () => {
    plane = await startControlPlane({ stateDir: join(STATE, 'rbac') });
    kubeconfig = plane.kubeconfig;
    kube = new Kube(kubeconfig);
  });

  afterAll(() => plane?.stop());

  describe.each(project.environments())('in %s', (name) => {
    let tree: Tree;

    beforeAll(async () => {
      tree = await render(name);
      await makeNamespaces(kube, tree);
      await accepted(kube, rbacObjects(tree));
    });

    afterAll(async () => {
      for (const object of rbacObjects(tree)) await kube.delete(refer(object));
    });

    test('no pod gets a token that it does not use', async () => {
      const pods = tree.documents.map(({ manifest }) => manifest);
      expect(await needlessTokens(kube, pods)).toEqual([]);
    });

    test('default accounts may do nothing', async () => {
      const said = (found: string[]) =>
        `${name}: default accounts of ${namespacesOf(tree).length} namespaces, ${found.length} rights`;
      const found = await judged(said, 'kubectl auth can-i --list', async () => {
        const all = await Promise.all(namespacesOf(tree).map((namespace) => resourcesOfDefault(kubeconfig, namespace)));
        return all.flat();
      });
      expect(found).toEqual([]);
    });

    test('accounts may do what their Roles say, and nothing else', async () => {
      const wrong: string[] = [];
      const all = accounts(rbacObjects(tree));
      const said = () => `${name}: ${all.length} accounts with Roles`;
      await judged(said, 'the authorizer of kube-apiserver', async () => {
        for (const account of all) {
          const isSaid = (verb: string, resource: string): boolean =>
            all.some(
              (one) =>
                one.name === account.name &&
                one.namespace === account.namespace &&
                one.may.some((deed) => deed.verb === verb && deed.resource === resource && !deed.name),
            );
          for (const deed of account.may)
            if (!(await can(kube, account, deed))) wrong.push(`${account.name} may not ${deed.verb} ${deed.resource}`);
          for (const deed of ELSEWHERE)
            if (!isSaid(deed.verb, deed.resource) && (await can(kube, account, deed)))
              wrong.push(`${account.name} may ${deed.verb} ${deed.resource}`);
        }
      });
      expect(wrong).toEqual([]);
    });
  });

  test('a workload that may do something has a token, and may do that alone', async () => {
    const objects = tunnel();
    await accepted(kube, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'tunnel' } }]);
    await accepted(
      kube,
      objects.filter(({ kind }) => ['ServiceAccount', 'Role', 'RoleBinding'].includes(kind)),
    );
    const all = accounts(objects);
    expect(all.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual(['tunnel/tunnel']);
    for (const account of all) {
      for (const deed of account.may) expect([deed, await can(kube, account, deed)]).toEqual([deed, true]);
      const other = { verb: 'get', group: '', resource: 'secrets', name: 'another', namespace: 'tunnel' };
      const elsewhere = { ...other, name: 'tunnel-state', namespace: 'default' };
      for (const deed of [other, elsewhere, ...ELSEWHERE])
        expect([deed, await can(kube, account, deed)]).toEqual([deed, false]);
    }
    expect(await needlessTokens(kube, objects)).toEqual([]);
    const unbound = objects.filter(({ kind }) => kind !== 'RoleBinding');
    expect(await needlessTokens(kube, unbound)).toEqual(['Deployment tunnel']);
  });

  test('a Role too many and a token too many are seen', async () => {
    const namespace = 'judged';
    await accepted(kube, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }]);
    await untilAccount(kube, namespace);
    await accepted(kube, TOO_MUCH);
    expect(await resourcesOfDefault(kubeconfig, namespace)).toEqual(['secrets']);
    const [account] = accounts(TOO_MUCH);
    if (!account) throw new Error('no account');
    expect(account).toMatchObject({ namespace, name: 'default' });
    expect(await can(kube, account, { verb: 'get', group: '', resource: 'secrets', namespace })).toBe(true);
    expect(await can(kube, account, { verb: 'delete', group: '', resource: 'secrets', namespace })).toBe(false);
    const template = { spec: { containers: [{ name: 'web', image: 'web:1' }] } };
    const web = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace }, spec: { template } };
    expect(await needlessTokens(kube, [web])).toEqual(['Deployment web']);
  });
});

/** What keeps its state in a Secret, which it makes itself. */
function tunnel(): readonly KubeObject[] {
  return declare((stack) => {
    const on = stack.cluster('home', CLUSTER).namespace('tunnel');
    const workload = new Workload(new Component(stack, 'tunnel'), 'tunnel', { ...WEB, on });
    const secrets = { apiGroups: [''], resources: ['secrets'] };
    workload.may([{ ...secrets, verbs: ['create'] }], 'makes its Secret');
    const resourceNames = ['tunnel-state'];
    workload.may([{ ...secrets, resourceNames, verbs: ['get', 'update', 'patch'] }], 'keeps its state there');
  }).objects as readonly KubeObject[];
}

const TOO_MUCH: readonly KubeObject[] = [
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'reader', namespace: 'judged' },
    rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'reader', namespace: 'judged' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
    subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'judged' }],
  },
];

/** The namespaces of a tree, without their levels of Pod Security: that is another judge's matter. */
async function makeNamespaces(kube: Kube, tree: Tree): Promise<void> {
  const names = namespacesOf(tree);
  await accepted(
    kube,
    names.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
  );
  for (const name of names) await untilAccount(kube, name);
}

function untilAccount(kube: Kube, namespace: string): Promise<void> {
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', namespace, name: 'default' };
  return kube.waitFor(account, (found) => found !== undefined, 'not made');
}
