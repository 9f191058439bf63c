import { Strimzi } from '../../constructs/kafka/strimzi';
import { Component, HelmRelease } from '../../src';
import { runsOn } from '../../src/checks/operator/runs-on';
import { SUPPORTED } from '../../src/checks/operator/supported';
import { isOlder } from '../../src/kubernetes/versions';
import { CLUSTER } from '../invalid/props';
import { declare } from '../support/declare';

const found = (chart: string, version: string, kubernetes: string, values = {}) => {
  const { graph, artifacts } = declare((stack) => {
    const namespace = stack.cluster('home', { ...CLUSTER, kubernetes }).namespace('it');
    new HelmRelease(new Component(stack, 'it'), 'it', { namespace, chart, version, repository: 'https://x', values });
  });
  return runsOn({ graph, artifacts, sealed: new Map(), schemas: new Map() }).map(({ code }) => code);
};

describe('an operator on a Kubernetes', () => {
  const told = { extraEnvs: [{ name: 'STRIMZI_KUBERNETES_VERSION', value: 'major=1\nminor=35' }] };
  it.each([
    ['strimzi-kafka-operator', '0.43.0', '1.35', {}, ['operator/does-not-run']],
    ['strimzi-kafka-operator', '0.43.0', '1.35', told, []],
    ['strimzi-kafka-operator', '0.43.0', '1.32', {}, []],
    ['strimzi-kafka-operator', '0.45.0', '1.33.1', {}, ['operator/does-not-run']],
    ['strimzi-kafka-operator', '0.45.1', '1.33.1', {}, []],
    ['strimzi-kafka-operator', '1.2.0', '1.29', {}, ['operator/does-not-run']],
    ['operator', '7.1.1', '1.29.9', {}, ['operator/does-not-run']],
    ['cert-manager', 'v1.21.1', '1.21', {}, ['operator/does-not-run']],
    ['cert-manager', 'v1.21.1', '1.32', {}, ['operator/untested']],
    ['cert-manager', 'v1.21.1', '1.36.2', {}, []],
    ['cert-manager', 'v1.21.1', '1.37', {}, ['operator/untested']],
    ['cert-manager', 'v1.2.0', '1.37', {}, []], // before its first row
    ['toString', '1.0.0', '1.35', {}, []],
  ])('%s %s on %s', (chart, version, kubernetes, values, codes) => {
    expect(found(chart, version, kubernetes, values)).toEqual(codes);
  });

  it('is looked up in rows that stand in order and name a source', () => {
    for (const rows of Object.values(SUPPORTED)) {
      for (const [i, { since, source, tested }] of rows.entries()) {
        expect(source).toContain('https://');
        if (tested) expect(isOlder(tested[1], tested[0])).toBe(false);
        const next = rows[i + 1];
        if (next) expect(isOlder(since, next.since)).toBe(true);
      }
    }
  });
});

describe('Strimzi', () => {
  const values = (version: string, kubernetes: string) =>
    declare((stack) => {
      const on = stack.cluster('home', { ...CLUSTER, kubernetes }).namespace('operators');
      new Strimzi(stack, 'strimzi', { on, version, watches: [] });
    }).graph.releases[0]?.values.extraEnvs;

  it('is told the version of Kubernetes where it cannot ask for it, as its parseVersionInfo reads it', () => {
    const name = 'STRIMZI_KUBERNETES_VERSION';
    expect(values('0.43.0', '1.35')).toEqual([{ name, value: 'major=1\nminor=35' }]);
    expect(values('0.45.0', 'v1.33.4')).toEqual([{ name, value: 'major=1\nminor=33' }]);
    expect([values('0.45.1', '1.35'), values('1.2.0', '1.35')]).toEqual([undefined, undefined]);
  });
});
