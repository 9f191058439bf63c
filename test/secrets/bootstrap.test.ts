import type { SecretNode, SecretStore } from '../../src/graph/graph';
import { bootstrapped, turns, wanted } from '../../src/secrets/bootstrap';
import { type Contract, keyId, keysOf, referencesOf } from '../../src/secrets/contract';
import { completeValues, makeValues } from '../../src/secrets/values';
import fc from '../support/chance';
import { bcrypt, contract, derived, external, generated, manual, ref } from './contracts';

const given = { from: 'manual', what: 'the token', variable: 'TOKEN' } as const;
const node = (store: SecretStore, of: Contract): SecretNode => ({
  ...of,
  store,
  component: 'c',
  path: `lab/c/${of.name}`,
  at: () => undefined,
});

describe('what is made in the cluster', () => {
  it('is what can be made and what a variable holds, where neither Git nor an operator has it', () => {
    const secrets = [
      node('manual', contract('a/made', { key: generated() })),
      node('bootstrap', contract('a/token', { key: given })),
      node('manual', contract('a/person', { key: manual, other: given })),
      node('1password', contract('a/operator', { key: external })),
      node('sealed-secrets', contract('a/sealed', { key: generated() })),
    ];
    expect(bootstrapped(secrets).map(({ name }) => name)).toEqual(['made', 'token']);
    expect(wanted(secrets)).toEqual([
      { namespace: 'a', name: 'person', key: 'key', what: 'the token of the provider' },
      { namespace: 'a', name: 'person', key: 'other', what: 'the token' },
    ]);
  });

  it('comes after what it is made from, and what somebody has to give comes first', () => {
    const contracts = [
      contract('a/url', { url: derived('x:', ref('b/user/password')) }),
      contract('b/user', { password: generated() }),
      contract('z/token', { key: given }),
    ];
    expect(turns(contracts).map((turn) => turn.contract.name)).toEqual(['token', 'user', 'url']);
  });

  it('takes more than one turn where two contracts need each other', () => {
    const one = contract('a/one', { a: generated(), b: derived(ref('a/two/a')) });
    const two = contract('a/two', { a: derived(ref('a/one/a')), hash: bcrypt('a/one/b') });
    expect(turns([one, two]).map((turn) => [turn.contract.name, ...turn.keys])).toEqual([
      ['one', 'a'],
      ['two', 'a'],
      ['one', 'b'],
      ['two', 'hash'],
    ]);
  });

  it('is every key once, after all that it is made from, whatever derives from what', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(4), fc.array(fc.nat(), { maxLength: 3 })), { maxLength: 20 }), (shape) => {
        const places = shape.map(([owner], i) => ({ owner, key: `k${i}` }));
        const contracts = [0, 1, 2, 3, 4].map((owner) =>
          contract(
            `n/c${owner}`,
            Object.fromEntries(
              shape.flatMap(([own, sources], i) => {
                const from = i === 0 ? [] : sources.map((at) => places[at % i]).flatMap((place) => place ?? []);
                const template = from.map((place) => ref(`n/c${place.owner}/${place.key}`));
                return own === owner ? [[`k${i}`, template.length > 0 ? derived(...template) : generated()]] : [];
              }),
            ),
          ),
        );
        const order = turns(contracts).flatMap((turn) => turn.keys.map((key) => `n/${turn.contract.name}/${key}`));
        const keys = keysOf(contracts);
        expect([...order].sort()).toEqual(keys.map(({ id }) => id));
        for (const { id, source } of keys)
          for (const from of referencesOf(source)) expect(order.indexOf(keyId(from))).toBeLessThan(order.indexOf(id));
      }),
    );
  });
});

describe('values that are not there yet', () => {
  const user = contract('a/user', { password: generated() });
  const url = contract('a/url', { url: derived('x:', ref('a/user/password')), token: given });

  it('are made from those that are, which stay', async () => {
    const existing = new Map([['a/user/password', 'old']]);
    const { value } = await completeValues([user, url], existing, new Map([['a/url/token', 'given']]));
    expect(value?.of(user)).toEqual({});
    expect(value?.of(url)).toEqual({ url: 'x:old', token: 'given' });
  });

  it('are as they would be made for sealing where there are none', async () => {
    const { value } = await completeValues([user], new Map(), new Map());
    expect(value?.of(user).password).toMatch(/^[a-z0-9]{32}$/);
    expect(value?.has('a/user/password')).toBe(true);
    expect((await makeValues([user])).value?.has('a/user/other')).toBe(false);
  });
});
