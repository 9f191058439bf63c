import { compare } from 'bcryptjs';
import type { Contract } from '../../src/secrets/contract';
import { makeValues, type Values } from '../../src/secrets/values';
import { bcrypt, contract, derived, external, generated, manual, ref } from './contracts';

async function made(...contracts: Contract[]): Promise<Values> {
  const { value, problems } = await makeValues(contracts);
  expect(problems).toEqual([]);
  if (!value) throw new Error('no values');
  return value;
}

describe('generated', () => {
  it('has its prefix, then as many characters of its alphabet as it says', async () => {
    const keys = {
      plain: generated(40),
      prefixed: generated(20, '0123456789abcdef', 'sk-'),
      wide: generated(9, 'äß€😀'),
    };
    const secret = contract('ai/litellm', keys);
    const values = (await made(secret)).of(secret);
    expect(values.plain).toMatch(/^[a-z0-9]{40}$/);
    expect(values.prefixed).toMatch(/^sk-[0-9a-f]{20}$/);
    expect(values.wide).toMatch(/^[äß€😀]{9}$/u);
  });

  it('is new each time', async () => {
    const secret = contract('ai/litellm', { a: generated(), b: generated() });
    const all = [await made(secret), await made(secret)].flatMap((values) => Object.values(values.of(secret)));
    expect(new Set(all).size).toBe(4);
  });

  it('takes every character equally often, also where a byte would not divide evenly', async () => {
    const alphabet = Array.from({ length: 96 }, (_, i) => String.fromCharCode(32 + i)).join('');
    const secret = contract('ai/big', { key: generated(96_000, alphabet) });
    const counts = new Map<string, number>();
    for (const c of (await made(secret)).of(secret).key ?? '') counts.set(c, (counts.get(c) ?? 0) + 1);
    const squares = [...alphabet].map((c) => ((counts.get(c) ?? 0) - 1000) ** 2 / 1000);
    // 95 degrees of freedom: mean 95, deviation 13.8. A byte folded onto 96 characters would give about 12,000.
    expect(squares.reduce((a, b) => a + b, 0)).toBeLessThan(230);
  });
});

describe('derived and bcrypt', () => {
  const postgres = contract('data/postgres', {
    password: generated(),
    'password.bcrypt': bcrypt('data/postgres/password'),
  });
  const litellm = contract('ai/litellm', {
    DATABASE_URL: derived('postgresql://litellm:', ref('data/postgres/password'), '@postgres.data:5432/litellm'),
    twice: derived(ref('ai/litellm/DATABASE_URL'), ' ', ref('ai/litellm/DATABASE_URL')),
    hash: bcrypt('ai/litellm/DATABASE_KEY'),
    DATABASE_KEY: derived('x', ref('data/postgres/password')),
  });

  it('follow their keys over namespaces and over each other, in whatever order they are declared', async () => {
    for (const contracts of [
      [postgres, litellm],
      [litellm, postgres],
    ]) {
      const values = await made(...contracts);
      const { password = '', 'password.bcrypt': hash = '' } = values.of(postgres);
      const url = `postgresql://litellm:${password}@postgres.data:5432/litellm`;
      expect(values.of(litellm)).toMatchObject({
        DATABASE_URL: url,
        twice: `${url} ${url}`,
        DATABASE_KEY: `x${password}`,
      });
      expect(hash).toMatch(/^\$2a\$10\$[./A-Za-z0-9]{53}$/);
      expect(await compare(password, hash)).toBe(true);
      expect(await compare(`${password}x`, hash)).toBe(false);
      expect(await compare(`x${password}`, values.of(litellm).hash ?? '')).toBe(true);
    }
  });

  it('follow each other in a chain of any length', async () => {
    const links = Array.from({ length: 20_000 }, (_, i) => [`k${i + 1}`, derived(ref(`a/b/k${i}`))] as const);
    const chain = contract('a/b', { k0: generated(8), ...Object.fromEntries(links) });
    const values = (await made(chain)).of(chain);
    expect(values.k20000).toBe(values.k0);
  });

  it('leave the text of a template as it is', async () => {
    const secret = contract('a/b', { k: generated(), t: derived('$& $1 ${k} %s ', ref('a/b/k')) });
    const values = (await made(secret)).of(secret);
    expect(values.t).toBe(`$& $1 \${k} %s ${values.k}`);
  });

  it('bcrypt is not asked to hash what it would cut off', async () => {
    const secret = (length: number) => contract('a/b', { k: generated(length), h: bcrypt('a/b/k') });
    await made(secret(72));
    expect((await makeValues([secret(73)])).problems).toMatchObject([
      { code: 'secret/bcrypt-too-long', paths: ['a/b'] },
    ]);
  });

  it('two contracts that use keys of one another are no cycle', async () => {
    await made(
      contract('one/a', { x: generated(), y: derived(ref('one/b/y')) }),
      contract('one/b', { x: derived(ref('one/a/x')), y: generated() }),
    );
  });
});

it('contracts that a person or an operator fills get no values', async () => {
  const contracts = [
    contract('a/m', { k: manual }),
    contract('a/e', { k: external }),
    contract('a/s', { k: generated() }),
  ] as const;
  const values = await made(...contracts);
  expect(contracts.map((c) => Object.keys(values.of(c)))).toEqual([[], [], ['k']]);
});
