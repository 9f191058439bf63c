import { Known } from '../../src/preview/veil/known';
import { Needles } from '../../src/preview/veil/needles';
import fc from '../support/chance';

/** What is looked for one after the other. */
function longest(needles: readonly string[], text: string, at: number, may: (needle: string) => boolean) {
  return needles
    .filter((needle) => text.startsWith(needle, at) && may(needle))
    .sort((a, b) => b.length - a.length)
    .at(0);
}

it('at every place the longest is found that may be there', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 6, maxLength: 14 });
  const long = fc.tuple(letters, letters).map(([begin, end]) => begin + 'a'.repeat(600) + end);
  const all = fc.array(fc.oneof({ weight: 9, arbitrary: letters }, { weight: 1, arbitrary: long }), { maxLength: 30 });
  fc.assert(
    fc.property(all, fc.array(fc.oneof(letters, long)), fc.nat(3), (needles, parts, modulus) => {
      const known = new Needles<{ readonly text: string }>();
      for (const text of needles) known.add({ text });
      const text = [...parts, ...needles].join('');
      const may = (needle: string) => needle.length % (modulus + 1) === 0;
      for (let at = 0; at < text.length; at += 1 + Math.floor(text.length / 200))
        expect(known.longestAt(text, at, (needle) => may(needle.text))?.text).toBe(longest(needles, text, at, may));
    }),
  );
});

/** How many letters and texts are compared to find so many secrets of one prefix, each once. */
function compared(count: number, secret: (n: number) => string): number {
  const known = new Known(new Set());
  const secrets = Array.from({ length: count }, (_, n) => secret(n));
  for (const one of secrets) known.learn(one);
  known.spans('x');
  const text = secrets.map((one) => `see ${one}.`).join('\n');
  const spies = (['startsWith', 'charCodeAt'] as const).map((name) => jest.spyOn(String.prototype, name));
  try {
    expect(known.spans(text)).toHaveLength(count);
    return spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

it.each<[string, (n: number) => string]>([
  ['one prefix', (n) => `sk-live-${n}-of-many`],
  ['one beginning in base64', (n) => Buffer.from(`{"issuer":"kubernetes","for":"${n}"}`).toString('base64')],
])('eight times as many secrets of %s take hardly more than eight times the work', (_, secret) => {
  expect(compared(800, secret)).toBeLessThan(16 * compared(100, secret));
});

it('base64 in which many secrets stand is hidden once', () => {
  const known = new Known(new Set());
  const secrets = Array.from({ length: 50 }, (_, n) => `sk-live-${n}-of-many`);
  for (const one of secrets) known.learn(one);
  const text = Buffer.from(secrets.join('\n')).toString('base64');
  expect(known.spans(`a: ${text}`)).toEqual([[3, 3 + text.length]]);
});
