import { type Contract, contractId } from '../../src/secrets/contract';
import { planSealing } from '../../src/secrets/plan';
import fc from '../support/chance';
import { processorTime } from '../support/processor';
import { bcrypt, contract, derived, external, file, generated, manual, ref } from './contracts';

function plan(contracts: Contract[], files: ReturnType<typeof file>[]) {
  const { seal, keep, problems } = planSealing(contracts, files);
  return {
    seal: Object.fromEntries(seal.map(({ contract: c, because }) => [contractId(c), because.text])),
    keep: keep.map(contractId),
    problems: problems.map(({ code, paths }) => `${code} ${paths.join(' ')}`),
  };
}

const alone = contract('ai/alone', { key: generated(), other: generated() });
const postgres = contract('data/postgres', { password: generated() });
const litellm = contract('ai/litellm', { url: derived('pg://', ref('data/postgres/password')), salt: generated() });
const phoenix = contract('obs/phoenix', { url: derived('pg://', ref('data/postgres/password')) });
const far = contract('zoo/far', { hash: bcrypt('ai/litellm/salt') });
const all = [alone, postgres, litellm, phoenix, far];

describe('a contract of its own', () => {
  it('is kept when its file has its version and its keys, in whatever order', () => {
    expect(plan([alone], [file(alone, { keys: ['other', 'key'] })])).toEqual({
      seal: {},
      keep: ['ai/alone'],
      problems: [],
    });
  });

  it.each([
    ['it has no ciphertext', []],
    ['its ciphertext is of version 7, the contract is at 1', [file(alone, { version: 7 })]],
    ['its ciphertext states no version, the contract is at 1', [file(alone, { version: undefined })]],
    ["its ciphertext lacks 'other', unlike the contract", [file(alone, { keys: ['key'] })]],
    ["its ciphertext lacks 'other' and has 'gone', unlike the contract", [file(alone, { keys: ['key', 'gone'] })]],
  ])('is sealed because %s', (because, files) => {
    expect(plan([alone], files)).toEqual({ seal: { 'ai/alone': because }, keep: [], problems: [] });
  });

  it('is left alone when a person or an operator fills it, even if somebody sealed it by hand', () => {
    const others = [contract('a/m', { k: manual }), contract('a/e', { k: external })];
    expect(plan(others, [])).toEqual({ seal: {}, keep: [], problems: [] });
    expect(
      plan(
        others,
        others.map((c) => file(c, { version: undefined })),
      ),
    ).toEqual({ seal: {}, keep: [], problems: [] });
  });
});

describe('a group', () => {
  it('is kept when all of it is sealed', () => {
    const keep = ['ai/alone', 'ai/litellm', 'data/postgres', 'obs/phoenix', 'zoo/far'];
    expect(
      plan(
        all,
        all.map((c) => file(c)),
      ),
    ).toEqual({ seal: {}, keep, problems: [] });
  });

  it('is rotated as a whole when one version is raised, and says because of which', () => {
    const raised = { ...postgres, version: 2 };
    const shared = 'it shares values with data/postgres, sealed anew';
    expect(
      plan(
        [alone, raised, litellm, phoenix, far],
        all.map((c) => file(c)),
      ),
    ).toEqual({
      seal: {
        'ai/litellm': shared,
        'data/postgres': 'its ciphertext is of version 1, the contract is at 2',
        'obs/phoenix': shared,
        'zoo/far': shared,
      },
      keep: ['ai/alone'],
      problems: [],
    });
  });

  it('is sealed as a whole when one at its edge is new: the values that it derives from are not kept', () => {
    const { seal, keep } = planSealing(
      all,
      [alone, postgres, litellm].map((c) => file(c)),
    );
    expect(keep).toEqual([alone]);
    const of = ['obs/phoenix', 'zoo/far'];
    expect(seal.map(({ contract: c, because }) => [contractId(c), because.reason, because.of])).toEqual([
      ['ai/litellm', 'group', of],
      ['data/postgres', 'group', of],
      ['obs/phoenix', 'missing', []],
      ['zoo/far', 'missing', []],
    ]);
  });

  it('that mixes sealed values with those of somebody else is a problem, and others go on', () => {
    const mixed = contract('ops/mixed', { token: manual, key: generated() });
    const user = contract('ai/user', { url: derived('x', ref('ops/mixed/key')) });
    const person = contract('ops/person', { token: manual });
    const wants = contract('ai/wants', { url: derived('x', ref('ops/person/token')) });
    expect(plan([mixed, user, person, wants, alone], [])).toEqual({
      seal: { 'ai/alone': 'it has no ciphertext' },
      keep: [],
      problems: ['secret/mixed-sources ops/mixed', 'secret/not-derivable ai/wants ops/person'],
    });
  });
});

it('what has any other problem is neither sealed nor kept', () => {
  const wrong = contract('ai/wrong', { key: generated() }, 0);
  const problems = ['secret/bad-version ai/wrong'];
  expect(plan([wrong, alone], [file(wrong), file(alone)])).toEqual({ seal: {}, keep: ['ai/alone'], problems });
});

it('a file that no contract claims is told, and stays', () => {
  const problems = ['secret/file-unclaimed secrets/lab/zoo/far.yaml'];
  expect(plan([alone], [file(alone), file(far)])).toEqual({ seal: {}, keep: ['ai/alone'], problems });
});

it('nothing depends on the order of declarations or files', () => {
  const files = [alone, litellm, far].map((c) => file(c));
  const expected = planSealing(all, files);
  const shuffled = fc.tuple(
    fc.shuffledSubarray(all, { minLength: all.length }),
    fc.shuffledSubarray(files, { minLength: files.length }),
  );
  fc.assert(fc.property(shuffled, ([contracts, found]) => expect(planSealing(contracts, found)).toEqual(expected)));
});

it('ten thousand contracts that share one password are one group, found in no time', () => {
  const many = Array.from({ length: 10_000 }, (_, i) =>
    contract(`n/c${i}`, { url: derived(ref('data/postgres/password')) }),
  );
  const began = processorTime();
  expect(
    planSealing(
      [...many, postgres],
      [postgres, ...many.slice(1)].map((c) => file(c)),
    ).seal,
  ).toHaveLength(10_001);
  expect(processorTime() - began).toBeLessThan(2_000);
});
