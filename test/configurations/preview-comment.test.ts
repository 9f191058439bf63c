import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { markdown } from '../../src/cli/print/preview/markdown';
import { large, reports } from '../cli/preview/reports';
import { SAMPLE } from '../cli/preview/sample';
import fc from '../support/chance';
import { judge } from './judges';

judge('cmarkgfm', { wanted: 'of no stated version', judges: ['the comment of a preview'] }, ({ folder }) => {
  const wrong = (...texts: string[]): string[][] => {
    const input = JSON.stringify(texts);
    const { stdout, stderr } = spawnSync(join(folder, 'python'), [join(__dirname, 'comment.py')], {
      ...{ input, encoding: 'utf8', maxBuffer: 2 ** 26 },
    });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  };

  it('reads every comment as it is meant, whatever is in it', () => {
    const all = [SAMPLE, large(500, 1_000_000), ...fc.sample(reports, { numRuns: 300, seed: 20_260_101 })];
    expect(wrong(...all.map(markdown)).flat()).toEqual([]);
  });

  it.each([
    ['a call', 'ask @octocat'],
    ['an address that becomes a second link', '<https://example.com> me@example.com'],
    ['a fold that stays open', '<details><summary>a</summary>\n\nb'],
    ['a quotation', '> a'],
  ])('has something against %s', (_, text) => {
    expect(wrong(text)[0]).toHaveLength(1);
  });
});
