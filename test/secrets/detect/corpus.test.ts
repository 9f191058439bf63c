import { FORMATS, printed } from '../../../src/cli/print/preview/formats';
import { compare } from '../../../src/preview/compare';
import { sideOfTree } from '../../../src/preview/read/tree';
import { spellings } from './spellings';

const OTHER = { file: 'other.yaml', content: '{apiVersion: v1, kind: ConfigMap, metadata: {name: other}}' };
const side = (files: readonly { file: string; content: string }[]) => sideOfTree('corpus', [OTHER, ...files]);
/** As it is, in upper case where a form wants that, and what of it no neighbour changes in base64. */
const written = (value: string) => [
  value,
  value.toUpperCase(),
  ...[0, 1, 2].map((shift) =>
    Buffer.from(' '.repeat(shift) + value)
      .toString('base64')
      .slice(4, 18),
  ),
];

describe('500 spellings of secrets', () => {
  const [old, now] = [spellings('A'), spellings('B')];
  const pairs = { added: [[], now], changed: [old, now], removed: [now, []] } as const;

  it.each(Object.entries(pairs))('none is shown where it was %s, in whichever format', (_, [before, after]) => {
    const comparison = compare(side(before), side(after));
    expect(now.length).toBeGreaterThanOrEqual(500);
    const shown = FORMATS.flatMap((format) => {
      const text = printed(format, { comparisons: [comparison] });
      return [...old, ...now].filter(({ value }) => written(value).some((one) => text.includes(one)));
    });
    expect([...new Set(shown.map(({ what }) => what))]).toEqual([]);
  });
});
