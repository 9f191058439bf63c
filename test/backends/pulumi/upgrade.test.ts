import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan, Resource } from '../../../src/backends/pulumi/resource';
import { ROOT } from '../../support/steading';
import { ENVIRONMENTS, planned } from './planned';
import { lost, type State, stateOf } from './upgrade';

/** What was deployed yesterday. `UPDATE=1` writes what is new down, but takes no loss for granted: a line that goes is taken out by hand. */
const golden = (name: string): string => join(ROOT, `test/golden/state/${name}.json`);

function read(name: string): State {
  return existsSync(golden(name)) ? JSON.parse(readFileSync(golden(name), 'utf8')) : {};
}

function text(state: State): string {
  const lines = Object.entries(state).map(([urn, held]) => `${JSON.stringify(urn)}: ${JSON.stringify(held)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

const withoutAliases = (one: Resource): Resource => ({ ...one, options: { ...one.options, aliases: [] } });

describe.each(ENVIRONMENTS)('%s, on top of what was deployed yesterday', (name) => {
  it('makes nothing anew that has state', async () => {
    const { plan } = await planned(name);
    expect(lost(read(name), plan)).toEqual([]);
    if (process.env.UPDATE) writeFileSync(golden(name), text(stateOf(plan)));
    expect(text(stateOf(plan))).toBe(text(read(name)));
  });

  it('nor what has the name of its component before its own, as all once had', async () => {
    const { plan } = await planned(name);
    const former = plan.map((one) => {
      const isNamed = /^kubernetes:/.test(one.type) && !/Patch$/.test(one.type);
      const own = one.type.endsWith(':Release') ? one.inputs.name : one.name;
      return isNamed ? { ...one, name: `${one.parent?.split('::')[1]}/${own}` } : one;
    });
    expect(lost(stateOf(former), plan)).toEqual([]);
    if (former.some(({ options }) => options.protect))
      expect(lost(stateOf(former), plan.map(withoutAliases))).not.toEqual([]);
  });
});

describe('what would be lost is named', () => {
  const SET = 'steading:index:Environment$steading:index:Component$kubernetes:apps/v1:StatefulSet::shop/db';
  const CLAIM = SET.replace('apps/v1:StatefulSet', 'core/v1:PersistentVolumeClaim');
  const KAFKA = SET.replace('apps/v1:StatefulSet', 'kafka.strimzi.io/v1beta2:Kafka');
  const environment = { id: 'e::e', type: 'steading:index:Environment', name: 'e', inputs: {}, options: noOrder() };
  const component = { ...environment, id: 'c::c', type: 'steading:index:Component', parent: 'e::e' } as const;
  function noOrder() {
    return { dependsOn: [] };
  }
  const plan = (type: string, spec: object, options: object = {}): Plan =>
    [
      environment,
      component,
      {
        ...{ id: 'o::o', parent: 'c::c', type: `kubernetes:${type}`, name: 'shop/db' },
        inputs: { metadata: { name: 'db', namespace: 'shop' }, spec },
        options: { ...noOrder(), protect: true, ...options },
      },
    ] as Plan;
  const held = (urn: string, fields: object): State => ({ [urn]: { keeps: true, fields: { ...fields } } });
  const claim = (storage: string): Plan =>
    plan('core/v1:PersistentVolumeClaim', { resources: { requests: { storage } } });

  it('a field that cannot be changed', () => {
    const today = plan('apps/v1:StatefulSet', { serviceName: 'db', replicas: 2 });
    expect(lost(held(SET, { 'spec.serviceName': 'db' }), today)).toEqual([]);
    expect(lost(held(SET, { 'spec.serviceName': 'old' }), today)).toEqual([
      `${SET}: spec.serviceName was "old" and is "db", which makes it anew`,
    ]);
    expect(lost(held(SET, {}), today)).toEqual([
      `${SET}: spec.serviceName was not given and is "db", which makes it anew`,
    ]);
  });

  it('a claim that shrinks, and not one that grows', () => {
    const state = held(CLAIM, { 'spec.resources.requests': { storage: '1Gi' } });
    expect(lost(state, claim('2048Mi'))).toEqual([]);
    expect(lost(state, claim('512Mi'))).toEqual([expect.stringContaining('was {"storage":"1Gi"} and is')]);
  });

  it('another name or type, unless an alias says whose it is', () => {
    const renamed = held(SET.replace('shop/db', 'db/shop/db'), {});
    const served = held(KAFKA, {});
    const today = (options?: object) => plan('apps/v1:StatefulSet', {}, options);
    const newer = (options?: object) => plan('kafka.strimzi.io/v1:Kafka', {}, options);
    for (const [state, of] of [[renamed, today] as const, [served, newer] as const])
      expect(lost(state, of())).toEqual([expect.stringContaining('is not in the plan')]);
    expect(lost(renamed, today({ aliases: [{ name: 'db/shop/db' }] }))).toEqual([]);
    expect(lost(served, newer({ aliases: [{ type: 'kubernetes:kafka.strimzi.io/v1beta2:Kafka' }] }))).toEqual([]);
  });
});

it('a random value that would be drawn anew is one with state', async () => {
  const { plan } = await planned('lab');
  const drawn = plan.find(({ type }) => type.startsWith('random:'));
  const longer = plan.map((one) => (one === drawn ? { ...one, inputs: { ...one.inputs, length: 99 } } : one));
  expect(lost(stateOf(plan), longer)).toEqual([expect.stringMatching(/::.*: length was \d+ and is 99/)]);
});
