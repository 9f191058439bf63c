import { demandOf } from '../../src/kubernetes/scheduling/demand';
import { type Machine, wants } from '../../src/kubernetes/scheduling/nodes';
import { type Load, sum, times, unplaced } from '../../src/kubernetes/scheduling/packing';
import fc from '../support/chance';

const room = fc.record({
  cpu: fc.integer({ min: 0, max: 4000 }),
  memory: fc.integer({ min: 0, max: 8192 }),
  pods: fc.constant(1),
});
const machines = fc.array(
  fc.record({
    cpu: fc.integer({ min: 1000, max: 16000 }),
    memory: fc.integer({ min: 1024, max: 65536 }),
    pods: fc.integer({ min: 1, max: 110 }),
  }),
  { minLength: 1, maxLength: 6 },
);
const loads = fc.array(fc.record({ room, count: fc.integer({ min: 0, max: 5 }), apart: fc.boolean() }), {
  maxLength: 20,
});

const named = (rooms: readonly Machine['room'][]): Machine[] =>
  rooms.map((each, i) => ({ name: `node-${i}`, labels: { 'kubernetes.io/hostname': `node-${i}` }, room: each }));
const loadsOf = (all: readonly Omit<Load, 'object'>[]): Load[] =>
  all.map((load, i) => ({ object: `pod-${i}`, ...load }));

describe('placing pods on nodes', () => {
  it('never finds room for more than there is', () => {
    fc.assert(
      fc.property(loads, machines, (all, rooms) => {
        if (unplaced(loadsOf(all), named(rooms)).length > 0) return true;
        const wanted = sum(all.map((load) => times(load.room, load.count)));
        const have = sum(rooms);
        return wanted.cpu <= have.cpu && wanted.memory <= have.memory && wanted.pods <= have.pods;
      }),
    );
  });

  it('finds room for everything where each node alone would do', () => {
    fc.assert(
      fc.property(loads, fc.integer({ min: 5, max: 8 }), (all, nodes) => {
        const wanted = sum(all.map((load) => times(load.room, load.count)));
        return unplaced(loadsOf(all), named(Array.from({ length: nodes }, () => wanted))).length === 0;
      }),
    );
  });

  it('keeps replicas apart that ask for it, and gives each node its DaemonSets first', () => {
    const nodes = named([times({ cpu: 1000, memory: 1024, pods: 10 }, 1), { cpu: 1000, memory: 1024, pods: 10 }]);
    const small = { cpu: 100, memory: 100, pods: 1 };
    const apart: Load = { object: 'apart', room: small, count: 3, apart: true };
    const each: Load = { object: 'each', room: { cpu: 950, memory: 10, pods: 1 }, count: 'each', apart: false };
    expect(unplaced([apart], nodes)).toEqual(['apart']);
    expect(unplaced([{ ...apart, count: 2 }], nodes)).toEqual([]);
    expect(unplaced([{ ...apart, count: 1 }, each], nodes)).toEqual(['apart']);
  });
});

describe('what a pod takes', () => {
  const asks = (cpu: string, memory: string) => ({ resources: { requests: { cpu, memory } } });

  it.each([
    ['the sum of its containers', { containers: [asks('100m', '64Mi'), asks('0.5', '1Gi')] }, 600, 1088],
    [
      'an init container that takes more',
      { initContainers: [asks('2', '32Mi')], containers: [asks('1', '64Mi')] },
      2000,
      64,
    ],
    [
      'sidecars beside both',
      {
        initContainers: [{ ...asks('100m', '10Mi'), restartPolicy: 'Always' }, asks('2', '10Mi')],
        containers: [asks('1', '64Mi')],
      },
      2100,
      74,
    ],
    [
      'limits where nothing is requested',
      { containers: [{ resources: { limits: { cpu: 1, memory: '1Gi' } } }] },
      1000,
      1024,
    ],
    ['nothing where nothing is said', { containers: [{}] }, 0, 0],
  ])('%s', (_, spec, cpu, memory) => {
    expect(demandOf(spec)).toEqual({ cpu, memory, pods: 1 });
  });
});

it('a pod goes where its selector, affinity and name let it', () => {
  const [node] = named([{ cpu: 1, memory: 1, pods: 1 }]) as [Machine];
  const term = (key: string, operator: string, values: string[] = []) => ({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key, operator, values }] }],
        },
      },
    },
  });
  const host = 'kubernetes.io/hostname';
  expect(wants({})).toBeUndefined();
  expect(wants({ nodeName: 'node-0' })?.(node)).toBe(true);
  expect(wants({ nodeSelector: { [host]: 'node-1' } })?.(node)).toBe(false);
  expect(wants(term(host, 'In', ['node-0', 'node-1']))?.(node)).toBe(true);
  expect(wants(term(host, 'NotIn', ['node-0']))?.(node)).toBe(false);
  expect(wants(term('gpu', 'Exists'))?.(node)).toBe(false);
  expect(wants(term('gpu', 'DoesNotExist'))?.(node)).toBe(true);
});
