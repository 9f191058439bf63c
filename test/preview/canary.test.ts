import { FORMATS, printed } from '../../src/cli/print/preview/formats';
import type { Manifest } from '../../src/kubernetes/manifest';
import { compare } from '../../src/preview/compare';
import { sideOf } from '../../src/preview/read/graph';
import type { Contract, Placed, Side } from '../../src/preview/side';
import { build as homelab } from '../support/homelab';
import { build as idp } from '../support/idp';
import { build as lab } from '../support/lab';
import { build as mlops } from '../support/mlops';
import { build as pi } from '../support/pi';

const ENVIRONMENTS = { homelab, idp, lab, mlops, pi };
const CANARY = 'c4n4ryNobodyShallSee';
const base64 = (text: string) => Buffer.from(text).toString('base64');
/** However it is shifted, this much of it stands in base64. */
const SPELLINGS = [CANARY, ...[0, 1, 2].map((shift) => base64(' '.repeat(shift) + CANARY).slice(4, 24))];

/** The Secret that a contract promises, in each form in which somebody might have it in a tree; and those who read it spell its value out. */
function filled({ namespace, name, keys }: Contract, round: string): Placed[] {
  const value = (key: string) => `${CANARY}-${round}-${name}-${key}`;
  const each = (of: (key: string) => string) => Object.fromEntries(keys.map((key) => [key.name, of(key.name)]));
  const object = (kind: string, body: object, apiVersion = 'v1'): Placed => ({
    file: `secrets/${namespace}-${name}-${kind}.yaml`,
    manifest: { apiVersion, kind, metadata: { name: `${name}-${kind.toLowerCase()}`, namespace }, ...body } as Manifest,
  });
  const env = keys.map((key, i) => ({ name: `VALUE_${i}`, value: `at ${value(key.name)} it is` }));
  return [
    object('Secret', { data: each((key) => base64(value(key))) }),
    object('ConfigMap', { data: { 'app.yaml': keys.map((key) => `x: ${value(key.name)}`).join('\n') } }),
    object('SealedSecret', { spec: { encryptedData: each(value) } }, 'bitnami.com/v1alpha1'),
    object('Pod', { spec: { containers: [{ name: 'app', image: 'app:1', env, args: env.map((one) => one.value) }] } }),
  ];
}

function withValues(side: Side, round: string): Side {
  const contracts = side.beyond?.contracts ?? [];
  const texts = contracts.map((contract) => ({
    file: `notes/${contract.name}.txt`,
    content: JSON.stringify(filled(contract, round)),
  }));
  return {
    ...side,
    objects: [...side.objects, ...contracts.flatMap((contract) => filled(contract, round))],
    texts: [...side.texts, ...texts],
  };
}

describe.each(Object.entries(ENVIRONMENTS))('a value in every secret of %s', (_, build) => {
  it('is seen in no output, whether it came, was changed or went', async () => {
    const { graph, artifacts } = await build();
    const side = sideOf(graph, artifacts);
    const pairs: readonly (readonly [Side, Side])[] = [
      [withValues(side, 'one'), withValues(side, 'two')],
      [side, withValues(side, 'one')],
      [withValues(side, 'one'), side],
    ];
    expect(side.beyond?.contracts.length).toBeGreaterThan(0);
    for (const comparison of pairs.map(([before, after]) => compare(before, after))) {
      expect(comparison.objects.length).toBeGreaterThanOrEqual(4);
      for (const format of FORMATS) {
        const text = printed(format, { comparisons: [comparison] });
        expect([format, SPELLINGS.filter((spelling) => text.includes(spelling))]).toEqual([format, []]);
      }
    }
  });
});
