import { markdown } from '../../../src/cli/print/preview/markdown';
import { sectionsOf } from '../../../src/cli/print/preview/sections';
import type { Report } from '../../../src/preview/report';
import { verdict } from '../../../src/preview/verdict';
import fc from '../../support/chance';
import { read } from './markdown';
import { large, reports } from './reports';
import { SAMPLE } from './sample';

const LIMIT = 65_000;

const SECTIONS = /(?:([\d,]+) of ([\d,]+) (objects|files|hosts|lists of [a-z ]+?))(?=[,;])/g;
const number = (text = '') => Number(text.replaceAll(',', ''));

/** Shown and left out, as the comment itself says it. */
function counted(report: Report, text: string) {
  const all = report.comparisons.flatMap(sectionsOf).length;
  const end = text.slice(text.lastIndexOf('\n\n'));
  const out = [...end.matchAll(SECTIONS)].reduce((sum, [, count]) => sum + number(count), 0);
  return { all, shown: read(text).sections.length, out };
}

it('begins with the marker, the verdict and the table', () => {
  const [first, second, ...rest] = markdown(SAMPLE).split('\n');
  expect(first).toBe('<!-- steading-preview -->');
  expect(second).toBe(`**${verdict(SAMPLE)}**`);
  expect(rest.join('\n')).toContain(
    '| environment | added | changed | removed | files | hosts | risk |\n| --- | --: | --: | --: | --: | --: | --- |\n| `gpu` | 0 | 0 | 0 | 1 | 1 |  |\n| `homelab` | 1 | 2 | 1 | 0 | 0 | data 1, replace 1, access 1 |',
  );
  expect(markdown({ ...SAMPLE, name: 'pi & co -->' })).toMatch(/^<!-- steading-preview: pi-co- -->\n/);
});

it('shows everything of a small change, and names nothing that is left out', () => {
  const text = markdown(SAMPLE);
  expect(counted(SAMPLE, text)).toEqual({ all: 8, shown: 8, out: 0 });
  expect(read(text)).toMatchObject({ wrong: [], markers: 1, fences: 6 });
  expect(text).not.toContain('left out');
  expect(text).toContain('@@ data["config.yaml"] » model_list[gpt-4o].rpm @@\n- 60\n+ 120');
});

it('is one line where nothing changes', () => {
  const [lab] = SAMPLE.comparisons.filter(({ environment }) => environment === 'lab');
  expect(markdown({ comparisons: lab ? [lab] : [] })).toBe('<!-- steading-preview -->\n**nothing changes**');
});

it.each([
  [500, 1_000_000],
  [5_000, 1_000_000],
  [1, 5_000_000],
])('cuts %i objects of %i characters at whole sections, and counts them', (objects, characters) => {
  const report = large(objects, characters);
  const text = markdown(report);
  const { all, shown, out } = counted(report, text);
  expect(text.length).toBeLessThanOrEqual(LIMIT);
  expect({ all, sum: shown + out }).toEqual({ all: objects, sum: objects });
  expect(read(text)).toMatchObject({ wrong: [], markers: 1 });
  expect(text.length).toBeGreaterThan(objects > 1 ? 50_000 : 0);
  expect(text.includes('the whole: <https://example.com/runs/1>')).toBe(true);
  // Whom a risk is about is shown before others.
  for (let i = 0; i < Math.min(20, shown); i++)
    expect(text).toContain(`config-${String(i).padStart(4, '0')}</code> changed`);
});

it('no content leaves its place, nobody is called, and all is counted', () => {
  fc.assert(
    fc.property(reports, (report) => {
      const text = markdown(report);
      const { all, shown, out } = counted(report, text);
      expect(read(text)).toMatchObject({ wrong: [], markers: 1 });
      expect(text.length).toBeLessThanOrEqual(LIMIT);
      expect(shown + out).toBe(all);
      expect(text.replaceAll(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: 300 },
  );
});

describe('the judge sees', () => {
  it.each([
    ['a fence that was closed by its content', '```diff\n+ a\n```\n+ b\n```'],
    ['a row with a cell too many', '| a | b |\n| --- | --- |\n| x | y | z |'],
    ['HTML', 'a <b>c</b>'],
    ['details that are not closed', '<details><summary>a</summary>\n\ntext'],
    ['a call', 'ask @octocat'],
    ['a reference', 'fixes #12'],
    ['an image', '![x](y)'],
    ['a list of another kind', '1. one'],
  ])('%s', (_, text) => {
    expect(read(text).wrong).not.toEqual([]);
  });
});
