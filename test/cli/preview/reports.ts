import type { FieldChange, ObjectChange, Step } from '../../../src/preview/change';
import type { Comparison } from '../../../src/preview/comparison';
import type { Report } from '../../../src/preview/report';
import fc from '../../support/chance';
import { consequence } from './sample';

/** What breaks outputs out of their form, calls people, or hides. */
const NASTY = [
  ...[
    '```',
    '````diff',
    '~~~',
    '`',
    '``',
    '</details>',
    '<details>',
    '<script>alert(1)</script>',
    '</script>',
    '<!--',
    '-->',
  ],
  ...[
    '<!-- steading-preview -->',
    '<img src=x onerror=alert(1)>',
    '&lt;',
    '&#64;',
    '@octocat',
    'by @org/team',
    '#123',
    'org/repo#1',
  ],
  ...[
    'GH-12',
    'https://example.com/issues/1',
    'www.example.com',
    'me@example.com',
    '0123456789abcdef',
    ':tada:',
    '[x](javascript:1)',
  ],
  ...[
    '|',
    '\\|',
    '\\',
    '| a | b |',
    '\n| - |',
    '# head',
    '- item',
    '1. one',
    '> quote',
    '    code',
    '---',
    '===',
    '***',
    '__init__',
  ],
  ...[
    '\r\n',
    '\n',
    '\t',
    '\u001b[31mred\u001b[0m',
    '\u0007',
    '\0',
    '\u202e',
    '\u2066',
    '\u200b',
    '\ufeff',
    '\ud800',
    '\udc00',
    '\ufffd',
  ],
  ...[
    '\u2028',
    '\u0085',
    '\u009b31m',
    'Ж',
    '漢字',
    '👩‍💻',
    ' ',
    '  ',
    '"',
    "'",
    '$&',
    '{{ x }}',
    'plain words',
    'a'.repeat(400),
  ],
];

const nasty = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...NASTY) }, fc.string({ unit: 'binary', maxLength: 8 })), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''));
const long = fc.tuple(nasty, fc.integer({ min: 1, max: 3_000 })).map(([text, times]) => text.repeat(times));
const content = fc.oneof({ weight: 9, arbitrary: nasty }, { weight: 1, arbitrary: long });

const step: fc.Arbitrary<Step> = fc.oneof(
  nasty,
  fc.nat(9),
  nasty.map((name) => ({ by: { name } })),
  fc.constant({ inside: 'yaml' as const }),
);
const value = fc.oneof(
  content,
  fc.integer(),
  fc.boolean(),
  fc.constant(undefined),
  fc.dictionary(nasty, content, { maxKeys: 3 }),
  fc.array(content, { maxLength: 3 }),
);
const field: fc.Arbitrary<FieldChange> = fc.record({
  path: fc.array(step, { minLength: 1, maxLength: 4 }),
  before: value,
  after: value,
});

const manifest = (name: string, text: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data: { text },
});
const object: fc.Arbitrary<ObjectChange> = fc
  .record({
    name: nasty,
    file: nasty,
    text: content,
    fields: fc.array(field, { maxLength: 4 }),
    what: fc.constantFrom('added', 'removed', 'changed', 'renamed'),
  })
  .map(({ name, file, text, fields, what }): ObjectChange => {
    const identity = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name };
    if (what === 'added') return { what, object: identity, file, fields: [], after: manifest(name, text) };
    if (what === 'removed') return { what, object: identity, file, fields: [], before: manifest(name, text) };
    return {
      what: what as 'changed' | 'renamed',
      object: identity,
      was: { ...identity, name: what === 'renamed' ? `${name}2` : name },
      file,
      fields,
    };
  });
const text = fc.record({ what: fc.constant('changed' as const), file: nasty, before: content, after: content });

const comparison: fc.Arbitrary<Comparison> = fc.record({
  environment: nasty,
  objects: fc.array(object, { maxLength: 8 }),
  relocations: fc.array(
    fc.record({
      object: fc.constant({ apiVersion: 'v1', kind: 'Service', namespace: null, name: 'x' }),
      from: nasty,
      to: nasty,
    }),
    { maxLength: 2 },
  ),
  texts: fc.array(text, { maxLength: 2 }),
  hosts: fc.array(
    fc.record({
      what: fc.constant('changed' as const),
      host: nasty,
      fields: fc.array(field, { maxLength: 1 }),
      files: fc.array(text, { maxLength: 2 }),
      commands: fc.array(
        fc.record({
          what: fc.constant('runs again' as const),
          name: nasty,
          as: nasty,
          reboots: fc.boolean(),
          because: nasty,
        }),
        { maxLength: 2 },
      ),
      restarts: fc.array(nasty, { maxLength: 2 }),
    }),
    { maxLength: 2 },
  ),
  reach: fc.array(fc.record({ what: fc.constantFrom('opened' as const, 'closed' as const), sentence: nasty }), {
    maxLength: 3,
  }),
  consequences: fc.array(
    fc
      .record({
        message: content,
        advice: nasty,
        about: fc.array(nasty, { minLength: 1, maxLength: 2 }),
        level: fc.constantFrom('error' as const, 'warning' as const, 'note' as const),
        accepted: fc.option(nasty, { nil: undefined }),
      })
      .map(({ accepted, ...rest }) => consequence({ ...rest, ...(accepted !== undefined && { accepted }) })),
    { maxLength: 4 },
  ),
  unrendered: fc.constant([]),
  notes: fc.array(nasty, { maxLength: 2 }),
});

/** Any report, of content that nobody would wish for. */
export const reports: fc.Arbitrary<Report> = fc.record({
  comparisons: fc.array(comparison, { minLength: 1, maxLength: 3 }),
  before: nasty,
  after: nasty,
  failed: fc.array(
    fc.record({
      environment: nasty,
      side: fc.constantFrom('before' as const, 'after' as const),
      findings: fc.array(
        fc.record({
          code: fc.constant('network/overlap' as const),
          severity: fc.constant('error' as const),
          message: nasty,
          fix: nasty,
          paths: fc.array(nasty, { maxLength: 2 }),
        }),
        { minLength: 1, maxLength: 2 },
      ),
    }),
    { maxLength: 1 },
  ),
  stale: fc.array(fc.record({ code: nasty, why: nasty }), { maxLength: 2 }),
  whole: fc.oneof(nasty, fc.constant('https://example.com/runs/1#artifacts')),
  name: nasty,
});

/** As many objects as wanted, with changes of so many characters together. */
export function large(count: number, characters: number): Report {
  const each = Math.floor(characters / count);
  const objects = Array.from({ length: count }, (_, i): ObjectChange => {
    const lines = (word: string) => `${word} ${'x'.repeat(60)}\n`.repeat(Math.ceil(each / 2 / 66));
    const name = `config-${String(i).padStart(4, '0')}`;
    return {
      what: 'changed',
      object: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name },
      file: `platform/shop/configmap-${name}.yaml`,
      fields: [{ path: ['data', 'text'], before: lines(`old ${i}`), after: lines(`new ${i}`) }],
    };
  });
  const rest = { relocations: [], texts: [], hosts: [], reach: [], unrendered: [], notes: [] };
  const consequences = objects
    .slice(0, 20)
    .map(({ object: { name } }) => consequence({ about: [`shop/ConfigMap/${name}`] }));
  return {
    comparisons: [{ environment: 'shop', objects, consequences, ...rest }],
    whole: 'https://example.com/runs/1',
  };
}
