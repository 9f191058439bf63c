import { inspect } from 'node:util';
import { dump } from 'js-yaml';
import type { Contract } from '../../src/secrets/contract';
import { parseCiphertext, renderCiphertext } from '../../src/secrets/file';
import { planSealing } from '../../src/secrets/plan';
import type { Problem } from '../../src/secrets/problem';
import { readCertificate, sealedSecret } from '../../src/secrets/sealed-secret';
import { makeValues } from '../../src/secrets/values';
import { rsa } from './certificates';
import { bcrypt, contract, derived, generated, manual, ref } from './contracts';

const CANARY = 'c4n4ry-in-the-mine';
const controller = rsa();
const place = { namespace: 'ai', name: 'app' };
const path = 'secrets/lab/ai/app.yaml';

/** Every way in which something usually finds its way into a log. */
function shown(thing: unknown): string {
  return [String(thing), JSON.stringify(thing), inspect(thing, { depth: 9, showHidden: true })].join('\n');
}

/** Whether the canary is in it: as text, as hex, or as base64 at any offset, less the ends that its neighbours change. */
function carries(text: string): boolean {
  const base64 = [0, 1, 2].map((offset) =>
    Buffer.from(' '.repeat(offset) + CANARY)
      .toString('base64')
      .slice(4, -4),
  );
  return [CANARY, Buffer.from(CANARY).toString('hex'), ...base64].some((form) => text.includes(form));
}

it('the canary is found in every disguise', () => {
  const plain = (text: string) => Buffer.from(text).toString('base64');
  for (const around of ['', 'a', 'ab', 'abc']) expect(carries(plain(`${around}${CANARY}${around}`))).toBe(true);
  expect(carries(plain('c4n4ry'))).toBe(false);
});

const key = generated(70, 'abc', CANARY);
const refused: Contract[][] = [
  [contract('ai/app', { key, hash: bcrypt('ai/app/key') })],
  [contract('ai/app', { key, loop: derived(CANARY, ref('ai/app/loop')) })],
  [contract('ai/app', { key, lost: derived(CANARY, ref('ai/app/none')) })],
  [contract('ai/app', { key, held: derived(CANARY, ref('ai/held/key')) }), contract('ai/held', { key: manual })],
  [contract('ai/app', { key: generated(0, CANARY + CANARY, CANARY) })],
  [contract('ai/app', { key, held: manual })],
  [contract('ai/app', { key }), contract('ai/app', { key })],
  [contract('ai/app', { key }, -1)],
];

const files = [
  dump({ apiVersion: 'v1', kind: 'Secret', metadata: place, stringData: { a: CANARY } }),
  dump({
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata: place,
    spec: { encryptedData: { a: CANARY } },
  }),
  dump({ apiVersion: 'v1', kind: 'ConfigMap', metadata: place, data: { a: CANARY } }),
  dump({ apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', metadata: { ...place, name: `_${CANARY}` } }),
  `data: {a: *${CANARY}}`,
  `data: {a: ${CANARY}, a: ${CANARY}}`,
  `data: !${CANARY} x`,
  `data: "\\${CANARY}`,
  CANARY,
];

it('no problem repeats a value', async () => {
  const found: Problem[] = [];
  for (const contracts of refused) {
    found.push(...(await makeValues(contracts)).problems);
    found.push(...planSealing(contracts, []).problems);
  }
  for (const text of files) found.push(...parseCiphertext(path, text).problems);
  const pem = controller.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  for (const text of [CANARY, pem, `-----BEGIN CERTIFICATE-----\n${CANARY}\n-----END CERTIFICATE-----`]) {
    found.push(...readCertificate(text, new Date(0)).problems);
  }
  expect(found.length).toBeGreaterThanOrEqual(refused.length + files.length + 3);
  expect(found.filter((problem) => carries(shown(problem)))).toEqual([]);
  expect(shown(found)).not.toContain(pem.slice(60, 90));
});

it('problems are told alike: lower case, no final stop, a fix', async () => {
  const all = (await Promise.all(refused.map(makeValues))).flatMap(({ problems }) => problems);
  for (const { code, message, fix } of [...all, ...files.flatMap((text) => parseCiphertext(path, text).problems)]) {
    expect(code).toMatch(/^secret\/[a-z-]+$/);
    for (const text of [message, fix]) expect(text).toMatch(/^[a-z].*[^.\s]$/);
  }
});

it('values show themselves only to who asks for those of a contract, and what is sealed shows none', async () => {
  const log = [jest.spyOn(process.stdout, 'write'), jest.spyOn(process.stderr, 'write')];
  const app = contract('ai/app', {
    key: generated(8, 'abc', CANARY),
    url: derived('x', ref('ai/app/key')),
    hash: bcrypt('ai/app/key'),
  });
  const { value } = await makeValues([app]);
  if (!value) throw new Error('no values');
  expect(carries(shown(value))).toBe(false);
  const values = value.of(app);
  expect(carries(values.url ?? '')).toBe(true);
  const sealed = sealedSecret({ ...place, version: 1, values, certificate: controller.publicKey });
  expect(carries(shown(sealed) + renderCiphertext(sealed))).toBe(false);
  for (const spy of log) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
});
