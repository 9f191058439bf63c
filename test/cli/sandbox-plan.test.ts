import { ApiObject } from 'cdk8s';
import { Component, Workload } from '../../src';
import { upText } from '../../src/cli/print/sandbox/summary';
import { isTroubled, troubles } from '../../src/cli/print/sandbox/troubles';
import { kindsOf } from '../../src/sandbox/kinds';
import { type Plan, planOf } from '../../src/sandbox/plan';
import type { Populated } from '../../src/sandbox/populate';
import { remarks } from '../../src/sandbox/remarks';
import { CLUSTER, WEB } from '../invalid/props';
import { declare } from '../support/declare';

const NOTHING: Populated = { applied: [], refused: [], warned: [], unknown: [], workloads: [] };
const STATE = { version: 'v1.35.4', nodes: [], pods: 0, podsReady: 0 };

function plan(): Plan {
  const { graph, artifacts, findings } = declare((stack) => {
    const nodes = { anvil: { ...CLUSTER.nodes.anvil, labels: { disk: 'ssd' } } } as typeof CLUSTER.nodes;
    const brings = [{ apiVersion: 'v1', kind: 'Namespace', name: 'argocd', namespace: null }];
    const home = stack.cluster('home', { ...CLUSTER, nodes, brings });
    const on = home.namespace('shop');
    home.namespace('kube-system', { existing: true });
    home.namespace('monitoring', { existing: true });
    const front = new Component(stack, 'a-front');
    const back = new Component(stack, 'z-back');
    new Workload(front, 'web', { on, ...WEB });
    new Workload(back, 'api', { on, ...WEB });
    new ApiObject(back, 'gadget', {
      ...{ apiVersion: 'example.com/v1', kind: 'Gadget', metadata: { name: 'gizmo', namespace: 'shop' } },
    });
    front.after(back, 'asks it as it starts');
  });
  const made = planOf({ graph, artifacts, findings });
  if (!made) throw new Error('no plan');
  return made;
}

describe('the plan of a sandbox', () => {
  const { objects, components, cluster, namespaces } = plan();
  const names = objects.map(({ manifest: { kind, metadata } }) => `${kind} ${metadata.name}`);

  it('has namespaces first, then what others wait for', () => {
    expect(names[0]).toBe('Namespace shop');
    expect(names.indexOf('Deployment api')).toBeLessThan(names.indexOf('Deployment web'));
    expect(components.map(({ name, wave }) => `${wave} ${name}`)).toEqual(['0 namespaces', '1 z-back', '2 a-front']);
  });

  it('has the nodes of the inventory and its storage classes, the default one said', () => {
    const anvil = { name: 'anvil', architecture: 'amd64', cpu: '4', memory: '16Gi', labels: { disk: 'ssd' } };
    expect(cluster).toEqual({
      serviceCidr: '10.43.0.0/16',
      nodes: [anvil],
      storageClasses: [
        { name: 'local-path', isDefault: true },
        { name: 'longhorn', isDefault: false },
      ],
    });
  });

  it('makes the namespaces that somebody brings, but neither the tree’s nor those of Kubernetes', () => {
    expect(namespaces).toEqual(['argocd', 'monitoring']);
  });

  it('leaves out what nothing defines, and says so', async () => {
    const kinds = await kindsOf(objects, () => undefined);
    expect(kinds.objects).toHaveLength(objects.length - 1);
    expect(kinds.definitions).toEqual([]);
    const [made = '', left = ''] = remarks(plan(), { ...NOTHING, unknown: kinds.unknown }, STATE, new Set());
    expect(made).toBe(`made up:
  storage class local-path
  storage class longhorn
  namespace argocd, which the tree takes for granted
  namespace monitoring, which the tree takes for granted`);
    expect(left).toMatch(/^left out:\n {2}Gadget shop\/gizmo: example.com\/v1 Gadget has no definition here \(.+\)$/);
  });

  it('counts without what it leaves out', async () => {
    const { unknown, objects: applied } = await kindsOf(objects, () => undefined);
    const text = upText({ plan: plan(), sealed: new Set() }, { ...NOTHING, applied, unknown }, STATE);
    expect(text).toMatch(
      new RegExp(
        `^test: ${applied.length} of ${objects.length - 1} objects applied, 1 left out, of kinds without a definition, `,
      ),
    );
  });

  it('says where Kubernetes is another version', () => {
    expect(remarks(plan(), NOTHING, { ...STATE, version: 'v1.36.3' }, new Set()).at(-1)).toBe(
      "another version:\n  Kubernetes v1.36.3 here, 1.35 in 'test'",
    );
  });
});

describe('what the cluster finds wrong', () => {
  const web = { object: { apiVersion: 'v1', kind: 'Service', metadata: { namespace: 'shop', name: 'web' } } };
  const state = { kind: 'Deployment', namespace: 'shop', name: 'api', wanted: 2, ready: 1, isReady: false };

  it('is said with its object, its file and what to do', () => {
    const refused = [{ ...web, component: 'web', path: 'platform/web/service-web.yaml', message: 'port is too high' }];
    expect(troubles(plan(), { ...NOTHING, refused })).toEqual([
      `error    the API server refuses: port is too high
         Service shop/web, test/platform/web/service-web.yaml
         to fix: correct what declares it`,
    ]);
    expect(isTroubled({ ...NOTHING, refused })).toBe(true);
  });

  it('is told apart where a change came too late', () => {
    const [text] = troubles(plan(), { ...NOTHING, refused: [{ ...web, message: 'field is immutable' }] });
    expect(text).toContain(
      'to fix: it cannot be changed where it runs: `steading sandbox down`, then bring it up anew',
    );
  });

  it('says why a workload is not ready', () => {
    const workloads = [{ ...state, why: '0/1 nodes are available' }];
    expect(troubles(plan(), { ...NOTHING, workloads })).toEqual([
      `error    not ready: 0/1 nodes are available
         Deployment shop/api, 1 of 2 pods ready
         to fix: correct what declares it; \`kubectl get events -A\` may tell more`,
    ]);
    expect(isTroubled({ ...NOTHING, workloads })).toBe(true);
  });

  it('comes once for many objects, and a warning is no error', () => {
    const warned = [1, 2].map((i) => {
      const metadata = { namespace: 'shop', name: `web-${i}` };
      return { object: { ...web.object, metadata }, component: 'web', message: 'v1 is old' };
    });
    expect(troubles(plan(), { ...NOTHING, warned })).toEqual([
      `warning  2 times: the API server warns: v1 is old
         Service shop/web-1
         Service shop/web-2
         to fix: correct what declares it`,
    ]);
    expect(isTroubled({ ...NOTHING, warned })).toBe(false);
  });
});
