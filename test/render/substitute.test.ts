import { referredIn, substituted } from '../../src/render/substitute';

const values = new Map([
  ['DOMAIN', 'example.org'],
  ['EMPTY', ''],
]);

/** As github.com/fluxcd/pkg/envsubst does it. */
it.each([
  ['host: ${DOMAIN}', 'host: example.org'],
  ['host: ${NONE}', 'host: '],
  ['host: ${NONE:-a.b}', 'host: a.b'],
  ['host: ${NONE:=a.b}', 'host: a.b'],
  ['host: ${EMPTY:-a.b}', 'host: a.b'],
  ['host: ${EMPTY-a.b}', 'host: '],
  ['host: ${DOMAIN:0:7}', 'host: example'],
  ['host: ${DOMAIN:8}', 'host: org'],
  ['host: $${DOMAIN}', 'host: ${DOMAIN}'],
  ['cost: $DOMAIN', 'cost: $DOMAIN'],
  ['name: ${NONE:-${DOMAIN}-data}', 'name: example.org-data'],
  ['name: ${NONE:=${ALSO_NONE:=a}-b}', 'name: a-b'],
  ['name: $${DOMAIN:-${DOMAIN}}', 'name: ${DOMAIN:-example.org}'],
])('%s becomes %s', (text, expected) => {
  expect(substituted(text, { values, complete: true })).toBe(expected);
});

it('what a Secret may say stays a reference', () => {
  expect(substituted('${DOMAIN} ${TOKEN} ${TOKEN:-x}', { values, complete: false })).toBe(
    'example.org ${TOKEN} ${TOKEN:-x}',
  );
});

it('every name in a text is known', () => {
  expect([...referredIn('${A} ${B:-c} $${D} ${E:1:2}')]).toEqual(['A', 'B', 'D', 'E']);
});
