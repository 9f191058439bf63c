import * as v from 'valibot';
import { cluster, hostname, text } from '../../src';
import { readConfig } from '../../src/config/read';
import { deploy } from '../../src/config/schema';
import fc from '../support/chance';

// Whatever stands in a configuration, it is read or there is a finding for a person: never an exception, never a page of what somebody wrote.

const SCHEMA = { host: hostname, cluster, deploy, any: v.unknown(), texts: v.record(v.string(), text) };
const LONGEST_MESSAGE = 1000;

function findings(source: string, settings: Readonly<Record<string, string>> = {}) {
  const read = readConfig('Pulumi.test.yaml', source, SCHEMA, { settings, secured: new Set() });
  const found = 'findings' in read ? read.findings : [];
  for (const { message, fix } of found) expect(Math.max(message.length, fix.length)).toBeLessThan(LONGEST_MESSAGE);
  return found.map(({ at, message }) => `${at?.line}:${at?.column} ${message}`);
}

const area = (value: string) => `config:\n  steading:any: ${value}\n`;
const bomb = ['&a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]'];
for (let i = 1; i < 12; i++)
  bomb.push(
    `&a${i} [${Array(9)
      .fill(`*a${i - 1}`)
      .join(', ')}]`,
  );
const nested = (count: number) =>
  Array.from({ length: count }, (_, depth) => `${' '.repeat(depth + 2)}steading:any:`).join('\n');

describe('refused, with the place', () => {
  it.each<[string, string, string]>([
    [
      'a value that holds itself',
      'config: { steading:host: &s [*s] }',
      "1:30 not YAML: alias '*s' stands in the very value",
    ],
    [
      'a key that holds itself',
      'config: &s { steading:host: { a: *s } }',
      "1:34 not YAML: alias '*s' stands in the very",
    ],
    [
      'aliases that stand for billions',
      area(`[${bomb.join(', ')}]`),
      'not YAML: its aliases stand for too many values',
    ],
    ['an alias before its anchor', area('[*a, &a 1]'), "2:18 not YAML: alias '*a' has no anchor"],
    ['lists in lists', area('['.repeat(150) + ']'.repeat(150)), 'not YAML: values are nested more than 100 deep'],
    ['lists without end', area('['.repeat(200_000)), 'not YAML: '],
    ['lists in lists in a block', area(`\n    ${'- '.repeat(100_000)}x`), 'not YAML: '],
    ['maps in maps', `config:\n${nested(900)}`, 'not YAML: values are nested more than 100 deep'],
    ['keys in keys', area('? '.repeat(5000)), 'not YAML: '],
    [
      'more than a configuration holds',
      area('x'.repeat(5_000_000)),
      '1:1 not YAML: 5000025 characters, expected at most',
    ],
    ['a key that is a map', area('{ ? { a: b } : c }'), '2:21 not YAML: a key must be a word'],
    ['a key twice', area('{ a: 1, b: 2, a: 3 }'), '2:31 not YAML: map keys must be unique'],
    [
      'another YAML',
      '%YAML 1.1\n---\nconfig: { steading:any: 2020-01-01 }',
      '1:1 not YAML: a text of YAML 1.1, expected 1.2',
    ],
    ['two documents', 'config: {}\n---\nconfig: {}\n', 'not YAML: '],
    [
      'a long value',
      `config: { steading:host: ${'X'.repeat(500_000)} }`,
      `is '${'X'.repeat(60)}… (500000 characters)'`,
    ],
    [
      'a long key',
      `config: { "steading:${'x'.repeat(900_000)}": 1 }`,
      `'steading:${'x'.repeat(60)}… (900000 characters)'`,
    ],
    ['a long key inside', `config: { steading:deploy: { "${'x'.repeat(900_000)}": 1 } }`, 'unknown key'],
    ['an alias with a long name', area(`*${'x'.repeat(500_000)}`), "2:17 not YAML: alias '*xxx"],
    ['a long line that is none', `${'"'.repeat(30_001)}`, 'not YAML: '],
  ])('%s', (_, source, expected) => {
    expect(findings(source).join('\n')).toContain(expected);
  });

  it('many thousand keys, of which two are equal, in no square of time', () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join(', ');
    expect(findings(area(`{ ${keys}, k7: 1 }`))[0]).toContain('map keys must be unique');
  });
});

describe('what the engine was given', () => {
  it.each(['a: b: c', '[', '*a', '&s [*s]', '{', `[${bomb.join(', ')}]`, '%YAML 1.1\n---\na', '"', '- a\nb', '\0'])(
    'is a text where it is no YAML: %#',
    (setting) => {
      expect(findings('config: {}\n', { 'steading:host': setting }).join()).toContain("'steading:host' is");
    },
  );

  it.each(['[*a]', '{a: &s [*s]}', `[${bomb.join(', ')}]`, '['.repeat(100_000)])(
    'or stands in the file: %#',
    (value) => {
      expect(findings(`config: { steading:host: ${JSON.stringify(value)} }`).join()).toContain("'steading:host' is '");
    },
  );
});

it('whatever somebody writes, it is read or refused', () => {
  const fragment = fc.oneof(
    fc.constantFrom(
      ...[
        'config',
        'steading:host',
        'steading:cluster',
        'steading:any',
        'steading:texts',
        'secure',
        'nodes',
        '__proto__',
      ],
      ...[
        ': ',
        ':\n  ',
        '\n',
        '\n  ',
        '\n    ',
        '- ',
        ', ',
        '{ ',
        ' }',
        '[',
        ']',
        '? ',
        '| ',
        '>-\n  ',
        '"',
        "'",
        '#',
        '---\n',
        '...\n',
      ],
      ...[
        '&a ',
        '*a',
        '&b ',
        '*b',
        '<<: ',
        '!!str ',
        '!!set ',
        '!!binary ',
        '!x ',
        '%YAML 1.1\n',
        '%TAG ! x\n',
        '~',
        '.inf',
        '0x1F',
      ],
      ...['true', '1e400', '12345678901234567890', '2020-01-01', '\t', '\r\n', '\uFEFF', '\0', '\u2028', '\\'],
    ),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  );
  const lines = fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join(''));
  const sources = fc.oneof(
    lines,
    lines.map((rest) => `config:\n  steading:any: ${rest}`),
    lines.map((rest) => `config:\n  steading:cluster:\n    nodes: ${rest}`),
    fc.json({ maxDepth: 6 }).map((json) => `config: { steading:any: ${json}, steading:texts: ${json} }`),
  );
  fc.assert(
    fc.property(sources, lines, (source, setting) => {
      findings(source, { 'steading:host': setting });
    }),
    { numRuns: 1000 },
  );
});
