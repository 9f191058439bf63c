import type { Contract } from '../../src/secrets/contract';
import { makeValues } from '../../src/secrets/values';
import { bcrypt, contract, derived, external, generated, manual, ref } from './contracts';

async function codes(...contracts: Contract[]): Promise<string[]> {
  const { value, problems } = await makeValues(contracts);
  expect(value).toBeUndefined();
  return problems.map(({ code }) => code);
}

describe('what cannot be made', () => {
  it('a cycle is told with its whole route, and what hangs on it is not', async () => {
    const a = contract('one/a', {
      x: derived('-', ref('two/b/y')),
      free: generated(),
      before: derived(ref('one/a/x')),
    });
    const b = contract('two/b', { y: derived(ref('two/b/z')), z: bcrypt('one/a/x'), after: derived(ref('two/b/y')) });
    const self = contract('two/self', { s: derived(ref('two/self/s')) });
    const { problems } = await makeValues([self, b, a]);
    expect(problems).toEqual([
      {
        code: 'secret/cycle',
        message: 'no value can be made first: one/a/x → two/b/y → two/b/z → one/a/x',
        fix: 'make one of these keys generated',
        paths: ['one/a', 'two/b'],
      },
      expect.objectContaining({ message: 'no value can be made first: two/self/s → two/self/s' }),
    ]);
  });

  it('names both parties of a reference that leads nowhere', async () => {
    const { problems } = await makeValues([
      contract('ai/app', { a: derived(ref('ai/app/none'), ref('ai/app/none')), b: bcrypt('ops/none/k') }),
    ]);
    expect(problems.map(({ message }) => message)).toEqual([
      "key 'a' of secret ai/app is derived from key 'none' of secret ai/app, which does not exist",
      "key 'b' of secret ai/app hashes key 'k' of secret ops/none, which does not exist",
    ]);
  });

  it('nothing is derived from what only somebody else knows', async () => {
    const keys = contract('ops/keys', { m: manual });
    const items = contract('ops/items', { e: external });
    const app = contract('ai/app', { a: derived('x', ref('ops/keys/m')), b: bcrypt('ops/items/e') });
    const { problems } = await makeValues([app, keys, items]);
    expect(problems.map(({ code, message, paths }) => ({ code, message, paths }))).toEqual([
      {
        code: 'secret/not-derivable',
        message: "key 'a' of secret ai/app is derived from key 'm' of secret ops/keys, which only a person can fill",
        paths: ['ai/app', 'ops/keys'],
      },
      {
        code: 'secret/not-derivable',
        message: "key 'b' of secret ai/app hashes key 'e' of secret ops/items, which only an operator can read",
        paths: ['ai/app', 'ops/items'],
      },
    ]);
  });

  it.each([
    ['secret/bad-length', contract('a/b', { k: generated(0) })],
    ['secret/bad-length', contract('a/b', { k: generated(1.5) })],
    ['secret/bad-length', contract('a/b', { k: generated(Number.NaN) })],
    ['secret/bad-alphabet', contract('a/b', { k: generated(8, '') })],
    ['secret/bad-alphabet', contract('a/b', { k: generated(8, '😀') })],
    ['secret/bad-alphabet', contract('a/b', { k: generated(8, 'aba') })],
    ['secret/bad-version', contract('a/b', { k: generated() }, 0)],
    ['secret/bad-version', contract('a/b', { k: generated() }, 1.5)],
    ['secret/bad-name', contract('a/b', { '../k': generated() })],
    ['secret/bad-name', contract('../b', { k: generated() })],
    ['secret/bad-name', contract('A/b', { k: generated() })],
    ['secret/bad-name', contract('a/b_c', { k: generated() })],
    ['secret/mixed-sources', contract('a/b', { k: generated(), m: manual })],
    ['secret/mixed-sources', contract('a/b', { e: external, m: manual })],
  ])('%s', async (code, wrong) => {
    expect(await codes(wrong)).toEqual([code]);
  });

  it('a contract declared twice', async () => {
    expect(await codes(contract('a/b', { k: generated() }), contract('a/b', { l: generated() }))).toEqual([
      'secret/duplicate',
    ]);
  });
});
