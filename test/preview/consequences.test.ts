import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue as mistakes } from '../../src/diagnostics/catalogue';
import { catalogue } from '../../src/preview/consequences/catalogue';
import { RISKS } from '../../src/preview/consequences/consequence';
import { changes, judged, sideOf, written } from './seeded';

const all = changes();

describe.each(all.map((change) => [change.code, change] as const))('%s', (code, change) => {
  const expected = join(change.folder, 'expected.txt');
  const said = `-- new\n\n${written(judged(change, 'new'))}\n-- harmless\n\n${written(judged(change, 'harmless'))}`;

  it('is said as a person expects it, and of nothing else', () => {
    if (process.env.UPDATE) writeFileSync(expected, said);
    expect(existsSync(expected) ? readFileSync(expected, 'utf8') : '').toBe(said);
  });

  it('is said of the change and not of its neighbour', () => {
    expect(judged(change, 'new').map((one) => one.code)).toContain(code);
    expect(judged(change, 'harmless').map((one) => one.code)).not.toContain(code);
  });

  it('has a neighbour that is a change as well', () => {
    const { objects, texts } = sideOf(change, 'harmless');
    const old = sideOf(change, 'old');
    const isBeyond = existsSync(join(change.folder, 'beyond.yaml'));
    expect(isBeyond || JSON.stringify([objects, texts]) !== JSON.stringify([old.objects, old.texts])).toBe(true);
  });
});

it('every code of the catalogue has its change', () => {
  expect(all.map(({ code }) => code).sort()).toEqual(Object.keys(catalogue).sort());
});

it('a code is that of a risk, and no mistake has it', () => {
  const codes = Object.keys(catalogue);
  expect(codes.filter((code) => !RISKS.some((risk) => code.startsWith(`${risk}/`)))).toEqual([]);
  expect(codes.filter((code) => code in mistakes)).toEqual([]);
});

it('texts are lower case and have no final stop', () => {
  const texts = all.flatMap((change) => judged(change, 'new')).flatMap(({ message, advice }) => [message, advice]);
  expect(texts.filter((text) => /\.$|undefined|\[object|NaN/.test(text))).toEqual([]);
});

it('nothing is said of a state that is compared with itself', () => {
  const loud = all.filter((change) => judged(change, 'old').length > 0).map(({ code }) => code);
  expect(loud).toEqual([]);
});
