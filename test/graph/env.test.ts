import { Component, generated, Secret, type Stack, Workload } from '../../src';
import type { EnvNode } from '../../src/graph/graph';
import { CLUSTER, WEB } from '../invalid/props';
import fc from '../support/chance';
import { declare } from '../support/declare';

type Values = Parameters<Workload['env']>[0];

/** The variables of a container, after these calls of `env`. */
function envOf(...calls: readonly (Values | ((stack: Stack, on: Workload['on']) => Values))[]): readonly EnvNode[] {
  const { graph } = declare((stack) => {
    const on = stack.cluster('home', CLUSTER).namespace('shop');
    const web = new Workload(new Component(stack, 'shop'), 'web', { ...WEB, on });
    for (const values of calls) web.env(typeof values === 'function' ? values(stack, on) : values);
  });
  return (graph.workloads[0]?.main.env ?? []).map(({ name, value }) => ({ name, value }));
}

const names = (env: readonly EnvNode[]) => env.map(({ name }) => name);
const referred = (value: EnvNode['value']) =>
  typeof value === 'string' ? [...value.matchAll(/\$\(([A-Za-z_]\w*)\)/g)].map(([, name]) => name ?? '') : [];

/** Variables that refer only to ones with a smaller number, under names that do not sort like the numbers. */
const variables = fc
  .uniqueArray(fc.stringMatching(/^[A-Z][A-Z0-9_]{0,3}$/), { minLength: 1, maxLength: 15 })
  .chain((all) =>
    fc
      .tuple(...all.map((_, i) => fc.subarray(all.slice(0, i))))
      .map((uses) =>
        Object.fromEntries(all.map((name, i) => [name, uses[i]?.map((use) => `$(${use})`).join('/') ?? ''])),
      ),
  );

describe('environment variables', () => {
  it('stand each once, and behind those that they refer to', () => {
    fc.assert(
      fc.property(variables, (values) => {
        const env = envOf(values);
        expect(names(env).sort()).toEqual(Object.keys(values).sort());
        for (const [i, { name, value }] of env.entries()) {
          expect(value).toBe(values[name]);
          for (const other of referred(value)) expect(names(env).indexOf(other)).toBeLessThan(i);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('stand in the same order whatever was set first', () => {
    const shuffled = variables.chain((values) =>
      fc.tuple(
        fc.constant(values),
        fc.shuffledSubarray(Object.keys(values), { minLength: Object.keys(values).length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([values, order]) => {
        expect(envOf(...order.map((name) => ({ [name]: values[name] ?? '' })))).toEqual(envOf(values));
      }),
      { numRuns: 40 },
    );
  });

  it('are sorted by name where nothing else is said', () => {
    expect(names(envOf({ C: '1', A: '2', B: '3' }))).toEqual(['A', 'B', 'C']);
    expect(names(envOf({ A: '$(C)', B: '', C: '' }))).toEqual(['C', 'A', 'B']);
  });

  it('may refer to each other in a circle, or to nothing: Kubernetes leaves such a text as it is', () => {
    const values = { A: '$(B)', B: '$(A)', C: '$(C)', D: '$(GONE)' };
    const env = envOf(values);
    expect(env).toHaveLength(4);
    expect(Object.fromEntries(env.map(({ name, value }) => [name, value]))).toEqual(values);
  });

  it('are made of what was set, and of nothing that every object has', () => {
    expect(envOf({ A: '$(toString) $(constructor)' })).toEqual([{ name: 'A', value: '$(toString) $(constructor)' }]);
  });

  it('take the last value that was set', () => {
    expect(envOf({ A: '1' }, { A: '2' })).toEqual([{ name: 'A', value: '2' }]);
  });

  it('are asked for their text once all is declared', () => {
    let port = 1;
    const env = envOf({ URL: () => `http://$(HOST):${port}`, HOST: () => 'shop' }, () => {
      port = 2;
      return {};
    });
    expect(env).toEqual([
      { name: 'HOST', value: 'shop' },
      { name: 'URL', value: 'http://$(HOST):2' },
    ]);
  });

  it('name a key of a secret, and never hold a value', () => {
    const env = envOf((stack, on) => {
      const namespace = on as ConstructorParameters<typeof Secret>[2]['namespace'];
      const till = new Secret(new Component(stack, 'till'), 'till', { namespace, keys: { password: generated() } });
      return { PASSWORD: till.key('password'), URL: 'pg://$(PASSWORD)@till' };
    });
    expect(env).toEqual([
      { name: 'PASSWORD', value: { secret: 'till', key: 'password' } },
      { name: 'URL', value: 'pg://$(PASSWORD)@till' },
    ]);
  });
});
