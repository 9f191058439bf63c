import { bothShortened, shortened } from '../../../src/base/shorten';
import { visible } from '../../../src/base/visible';
import { linesBetween } from '../../../src/cli/print/preview/lines';
import type { Step } from '../../../src/preview/change';
import { notation } from '../../../src/preview/notation';
import fc from '../../support/chance';
import { processorTime } from '../../support/processor';

it.each<[string, Step[]]>([
  ['spec.replicas', ['spec', 'replicas']],
  [
    'spec.template.spec.containers[litellm].image',
    ['spec', 'template', 'spec', 'containers', { by: { name: 'litellm' } }, 'image'],
  ],
  ['spec.ports[port=80,protocol=TCP].nodePort', ['spec', 'ports', { by: { port: 80, protocol: 'TCP' } }, 'nodePort']],
  ['spec.rules[0].host', ['spec', 'rules', 0, 'host']],
  ['spec.rules["0"].host', ['spec', 'rules', { by: { name: '0' } }, 'host']],
  ['metadata.labels["app.kubernetes.io/name"]', ['metadata', 'labels', 'app.kubernetes.io/name']],
  [
    'data["config.yaml"] » model_list[gpt-4o].rpm',
    ['data', 'config.yaml', { inside: 'yaml' }, 'model_list', { by: { model_name: 'gpt-4o' } }, 'rpm'],
  ],
  ['data["a » b"][""]["]"]', ['data', 'a » b', '', ']']],
])('a way is written %s', (text, path) => {
  expect(notation(path)).toBe(text);
});

it('two ways are never written alike', () => {
  const step = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', '0', '.', '[', ']', '"', '»', ' ', '=') }),
    fc.nat(2),
    fc.constant({ inside: 'yaml' as const }),
  );
  fc.assert(
    fc.property(fc.array(step, { minLength: 1 }), fc.array(step, { minLength: 1 }), (one, other) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other));
      expect(notation(one)).not.toBe(notation(other));
    }),
  );
});

it('what hides is seen, and what is seen already stays', () => {
  expect(visible('a\u001b[31m\u202eb\r\n\0\ud800\u00a0c\td')).toBe('a␛[31m⟨U+202E⟩b␍␊␀⟨U+D800⟩⟨U+00A0⟩c␉d');
  expect(visible('Ж 漢字 é 👍 → …')).toBe('Ж 漢字 é 👍 → …');
});

it('what is left out is counted, and no character is torn apart', () => {
  expect(shortened('a'.repeat(1_000), 10)).toBe('aaaaa…(990 characters)…aaaaa');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 4, max: 50 }), (text, limit) => {
      const short = shortened(text, limit);
      expect(short).not.toMatch(/\p{Cs}/u);
      const [, head = '', count, tail = ''] = /^(.*)…\((\d+) characters\)…(.*)$/su.exec(short) ?? [];
      if (text.length <= limit) expect(short).toBe(text);
      else
        expect([text.startsWith(head), text.endsWith(tail), head.length + Number(count) + tail.length]).toEqual([
          true,
          true,
          text.length,
        ]);
    }),
  );
});

it('two long texts that differ in one place differ in short as well', () => {
  const [before, after] = bothShortened(
    `${'x'.repeat(1_000_000)}old${'y'.repeat(50_000)}`,
    `${'x'.repeat(1_000_000)}new${'y'.repeat(50_000)}`,
    100,
  );
  expect(before).toContain('xoldy');
  expect(after).toContain('xnewy');
  expect(before.length).toBeLessThan(200);
});

it('lines of a diff say what was and what is, whatever the texts', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', '', '- c', '+', '\\ d', '@@ e', 'f\r'), { maxLength: 12 })
    .map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = linesBetween(before, after);
      const of = (...marks: string[]) => lines.filter(({ mark }) => marks.includes(mark)).map(({ text }) => text);
      const count = (one: string) => (one === '' ? 0 : one.replace(/\n$/, '').split('\n').length);
      expect(of('+').length - of('-').length).toBe(count(after) - count(before));
      for (const line of of('+')) expect(after.split('\n')).toContain(line);
      for (const line of of('-')) expect(before.split('\n')).toContain(line);
    }),
  );
});

it('texts with nothing in common take no time', () => {
  const text = (word: string) => Array.from({ length: 20_000 }, (_, i) => `${word} ${i}`).join('\n');
  const started = processorTime();
  expect(linesBetween(text('old'), text('new'))).toHaveLength(40_000);
  expect(processorTime() - started).toBeLessThan(3_000);
});
