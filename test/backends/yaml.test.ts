import { dump } from 'js-yaml';
import { parse } from 'yaml';
import { OPTIONS } from '../../src/backends/scalars';
import { document, text } from '../../src/backends/yaml';
import fc from '../support/chance';

/** What YAML 1.1, YAML 1.2 and their readers each take for something else than text. */
const TRICKY = [
  ...['yes', 'Yes', 'YES', 'no', 'No', 'on', 'On', 'off', 'OFF', 'y', 'Y', 'n', 'N', 'true', 'True', 'FALSE'],
  ...['null', 'Null', 'NULL', '~', '', ' ', '  ', 'nan', '.nan', '.NaN', '.inf', '-.INF', '+.inf', 'Infinity'],
  ...[
    '0',
    '-0',
    '+1',
    '1',
    '012',
    '0o14',
    '0x1F',
    '0X1F',
    '0b101',
    '1_000',
    '1__0',
    '_1',
    '-1_0',
    '0x_1F',
    '08',
    '09',
    '00',
  ],
  ...[
    '1.',
    '.5',
    '1.5',
    '1e3',
    '1E3',
    '1.e3',
    '1e+3',
    '.5e-3',
    '1_0.5',
    '1.2.3',
    '0.43.0',
    '3.7.0',
    '1.10',
    '-.5',
    '+.5',
  ],
  ...[
    '12:30',
    '12:30:45',
    '190:20:30.15',
    '-1:30',
    '1:1',
    '2026-01-01',
    '2026-01-01T00:00:00Z',
    '2026-1-1 0:0:0',
    '2001-12-14t21:59:43.10-05:00',
  ],
  ...[
    'a: b',
    'a:',
    ':a',
    ': ',
    '#a',
    'a #b',
    'a#b',
    '- a',
    '-',
    '--',
    '---',
    '--- a',
    '...',
    '? a',
    '?',
    '!a',
    '!!str a',
    '&a',
    '*a',
    '|',
    '>',
    '|-',
  ],
  ...[
    '@a',
    '`a',
    '%a',
    '%YAML 1.1',
    '{a}',
    '[a]',
    '{',
    '}',
    '[',
    ']',
    ',',
    'a, b',
    '"',
    "'",
    '"a"',
    "'a'",
    "it's",
    'a"b',
    '\\',
    '\\n',
    '<<',
    '=',
  ],
  ...[
    ' a',
    'a ',
    '\ta',
    'a\t',
    'a\tb',
    '\t',
    'a\n',
    '\na',
    'a\nb',
    'a\n\nb\n',
    'a\n\n',
    '\n',
    '\n\n',
    ' a\nb',
    'a\n b',
    'a \nb',
    'a\n\tb',
    'a\n ',
    '  \na',
  ],
  ...[
    'a\r\nb',
    'a\rb',
    '\r\n',
    'a\r',
    '\u0000',
    '\u0007',
    '\u001b[31m',
    '\u007f',
    '\u0085',
    'a\u0085b',
    '\u00a0',
    '\u2028',
    '\u2029',
    '\ufeff',
    'a\ufeffb',
  ],
  ...[
    'ä',
    'ключ',
    '日本語',
    '🏠',
    '\ud83c\udfe0 home',
    'e\u0301',
    '\u202e',
    'a'.repeat(4000),
    'word '.repeat(900),
    `${'x'.repeat(200)}\n${' y'.repeat(200)}`,
  ],
  ...[
    '$(A)',
    '${A}',
    '{{ x }}',
    '10Gi',
    '500m',
    'sk-123',
    'a=b',
    'http://a:80/b?c#d',
    '100%',
    '192.168.1.1',
    '10.42.0.0/16',
    'a\nb: c\n',
    '# a\nb',
  ],
];

const strings = fc.oneof(
  fc.constantFrom(...TRICKY),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.constantFrom(...TRICKY, '\n', ' ', '\t', '\r\n', ': ', ' #'), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join('')),
  fc.stringMatching(/^[-+0-9_.:xobeETZ]{1,8}$/),
);
const numbers = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
);
const { value } = fc.letrec((again) => ({
  value: fc.oneof({ maxDepth: 4 }, strings, numbers, fc.boolean(), fc.constant(null), again('list'), again('map')),
  list: fc.array(again('value'), { maxLength: 4 }),
  map: fc.dictionary(
    strings.filter((key) => key !== '__proto__'),
    again('value'),
    { maxKeys: 5, noNullPrototype: true },
  ),
}));
const objects = fc.dictionary(
  strings.filter((key) => key !== '__proto__'),
  value,
  { maxKeys: 5, noNullPrototype: true },
);

const VERSIONS = ['1.2', '1.1'] as const;
/**
 * What the package `yaml` 2.9.1 itself reads wrongly, unlike libyaml: in YAML 1.1 it makes NaN of `e5`, and of a block whose first line
 * is indented it drops a last line of blanks.
 */
const misread = (object: unknown): boolean =>
  textsOf(object).some((one) => /^[-+]?[eE][-+]?\d+$/.test(one) || (/^[ \n]/.test(one) && /(^|\n) +\n*$/.test(one)));

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, child]) => [key, ...textsOf(child)]);
}

describe('what is written is read back as it was', () => {
  describe.each(VERSIONS)('as YAML %s', (version) => {
    const back = (written: string) => parse(written, { version, merge: false, maxAliasCount: 0 });

    it.each(TRICKY.map((tricky) => [JSON.stringify(tricky).slice(0, 40), tricky]))('%s', (_, tricky) => {
      expect(back(document({ value: tricky }))).toEqual({ value: tricky });
      expect(back(document({ [tricky]: 1 }))).toEqual({ [tricky]: 1 });
      expect(back(document({ list: [[tricky], { [tricky]: tricky }] }))).toEqual({
        list: [[tricky], { [tricky]: tricky }],
      });
    });

    it('any object that JSON can hold', () => {
      fc.assert(
        fc.property(objects, (object) => {
          fc.pre(!misread(object));
          expect(back(document({ data: object }))).toEqual({ data: object });
        }),
        { numRuns: 500 },
      );
    });
  });
});

describe('the text', () => {
  it('is the same whatever order keys were set in', () => {
    const shuffled = objects.chain((object) =>
      fc.tuple(
        fc.constant(object),
        fc.shuffledSubarray(Object.entries(object), { minLength: Object.keys(object).length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([object, entries]) => {
        expect(document(Object.fromEntries(entries))).toBe(document(object));
      }),
    );
  });

  it('begins with what says which object it is, and puts a name before what it names', () => {
    const container = { image: 'i', args: [], name: 'n' };
    const written = document({
      spec: { containers: [container] },
      kind: 'Pod',
      metadata: { labels: {}, name: 'p' },
      apiVersion: 'v1',
    });
    expect(written.match(/[A-Za-z]+(?=:)/g)).toEqual([
      'apiVersion',
      'kind',
      'metadata',
      'name',
      'labels',
      'spec',
      'containers',
      'name',
      'args',
      'image',
    ]);
  });

  it('repeats what occurs twice, for not every reader knows aliases', () => {
    const shared = { a: [1] };
    expect(document({ one: shared, two: shared })).toBe('one:\n  a:\n    - 1\ntwo:\n  a:\n    - 1\n');
  });

  it('breaks no line that was one: a diff stays one line', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 400 }), (words) => {
        expect(
          document({ a: words.join(' ') })
            .trim()
            .split('\n'),
        ).toHaveLength(1);
      }),
    );
  });

  it('of several objects is several documents, and of a text the text', () => {
    const lowered = (name: string) => ({
      component: 'c',
      layer: 'workload' as const,
      manifest: { apiVersion: 'v1', kind: 'A', metadata: { name } },
    });
    const file = { path: 'a.yaml', mode: 0o644 as const };
    const written = text({ ...file, content: [lowered('one'), lowered('two')] });
    expect(written.split('---\n').map((part) => parse(part).metadata.name)).toEqual(['one', 'two']);
    expect(text({ ...file, content: '#!/bin/sh\n' })).toBe('#!/bin/sh\n');
  });

  it('is what js-yaml would write, also where it is not asked', () => {
    const nearlyPlain = fc.oneof(
      strings,
      fc.mixedCase(fc.constantFrom('yes', 'no', 'on', 'off', 'y', 'n', 'null', 'true', 'false', 'e1', 'e+1', 'inf')),
      fc.stringMatching(/^[a-zA-Z/$(@._=%~?&!-][-+.\w: /#,=$()%@?&*\t]{0,6}$/),
      fc.constantFrom('a'.repeat(1024), 'a'.repeat(1025), '1'.repeat(1022), '1'.repeat(1023)),
    );
    fc.assert(
      fc.property(nearlyPlain, (text) => {
        for (const object of [{ key: text }, { [text]: text }, { list: [text, [text], { [text]: { key: text } }] }])
          expect(document(object)).toBe(dump(object, OPTIONS));
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves out what is undefined, as JSON does', () => {
    expect(parse(document({ a: undefined, b: { c: undefined, d: 1 } }))).toEqual({ b: { d: 1 } });
  });
});
