import { Component, HelmRelease } from '../../src';
import { CLUSTER } from '../invalid/props';
import { declare } from '../support/declare';

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'b' };
const CHART = { chart: 'c', version: '1', repository: 'https://charts.example' };

function patches(brings: readonly { apiVersion: string; kind: string; name: string; namespace?: string | null }[]) {
  return declare((stack) => {
    const namespace = stack.cluster('home', CLUSTER).namespace('shop');
    const release = new HelmRelease(new Component(stack, 'office'), 'c', { ...CHART, namespace, brings });
    let replicas = 1;
    release.patch(DEPLOYMENT, () => ({ spec: { replicas } }), 'is asked at the end');
    release.patch(DEPLOYMENT, { spec: { paused: false } }, 'goes on');
    replicas = 2;
  }).graph.patches;
}

it('a patch is data: its target, where that is, what is laid over it, and why', () => {
  const common = { component: 'office', path: 'test/office/c', release: 'c', namespace: 'shop', target: DEPLOYMENT };
  expect(patches([DEPLOYMENT])).toEqual([
    { ...common, merge: { spec: { paused: false } }, why: 'goes on', at: expect.anything() },
    { ...common, merge: { spec: { replicas: 2 } }, why: 'is asked at the end', at: expect.anything() },
  ]);
});

it('its target is where the release says that it is', () => {
  const namespaces = (namespace?: string | null) =>
    patches([{ ...DEPLOYMENT, ...(namespace !== undefined && { namespace }) }]).map((patch) => patch.namespace);
  expect([namespaces(), namespaces('away'), namespaces(null)]).toEqual([
    ['shop', 'shop'],
    ['away', 'away'],
    [null, null],
  ]);
});
