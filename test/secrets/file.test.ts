import { dump } from 'js-yaml';
import { ciphertextPath, parseCiphertext, renderCiphertext } from '../../src/secrets/file';
import { sealedSecret } from '../../src/secrets/sealed-secret';
import { rsa } from './certificates';

const { publicKey } = rsa();
const path = ciphertextPath('homelab', { namespace: 'ai', name: 'litellm' });
const made = sealedSecret({
  namespace: 'ai',
  name: 'litellm',
  version: 2,
  values: { b: '1', a: '2' },
  certificate: publicKey,
});
const codes = (text: string, at = path) => parseCiphertext(at, text).problems.map(({ code }) => code);

it('stands where its environment, namespace and name say', () => {
  expect(path).toBe('secrets/homelab/ai/litellm.yaml');
});

it('is written as Kubernetes reads it: one line a value, the version a text', () => {
  const text = renderCiphertext(made);
  const { a, b } = made.spec.encryptedData;
  expect(text).toBe(`apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata:
  name: litellm
  namespace: ai
  annotations:
    steading.dev/version: '2'
spec:
  encryptedData:
    a: ${a}
    b: ${b}
  template:
    metadata:
      name: litellm
      namespace: ai
    type: Opaque
`);
  expect(renderCiphertext(made)).toBe(text);
});

it('is read back', () => {
  const { value } = parseCiphertext(path, renderCiphertext(made));
  expect(value).toEqual({ path, namespace: 'ai', name: 'litellm', version: 2, keys: ['a', 'b'], manifest: made });
});

it.each([
  undefined,
  {},
  { 'steading.dev/version': 2 },
  { 'steading.dev/version': 'two' },
  { 'steading.dev/version': '0' },
])('has no version when it was sealed by hand (%j)', (annotations) => {
  const { value } = parseCiphertext(
    path,
    dump({ ...made, metadata: { name: 'litellm', namespace: 'ai', annotations } }, { skipInvalid: true }),
  );
  expect(value?.version).toBeUndefined();
  expect(value?.keys).toEqual(['a', 'b']);
});

describe('plaintext', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'litellm', namespace: 'ai' } };
  const open = { ...secret, data: { a: 'aHVudGVyMg==' } };

  it.each([
    ['data', dump(open)],
    ['stringData', dump({ ...secret, stringData: { a: 'hunter2' } })],
    ['a second document', `${renderCiphertext(made)}---\n${dump(open)}`],
    ['a list', dump({ apiVersion: 'v1', kind: 'List', items: [made, open] })],
    ['JSON', JSON.stringify(open)],
    ['a template', dump({ ...made, spec: { ...made.spec, template: { data: { a: 'hunter2' } } } })],
    ['a SealedSecret with data', dump({ ...made, stringData: { a: 'hunter2' } })],
  ])('in %s is refused, wherever the file stands', (_, text) => {
    expect(codes(text)).toEqual(['secret/plaintext']);
    expect(codes(text, 'secrets/homelab/loose.yaml')).toEqual(['secret/plaintext']);
  });

  it('where ciphertext should be is refused, key by key', () => {
    const encryptedData = { ...made.spec.encryptedData, a: 'hunter2', c: 'aHVudGVyMg==' };
    const { problems } = parseCiphertext(path, dump({ ...made, spec: { ...made.spec, encryptedData } }));
    expect(problems.map(({ message }) => message)).toEqual([
      `key 'a' of ${path} is no ciphertext, so it may be the value itself`,
      `key 'c' of ${path} is no ciphertext, so it may be the value itself`,
    ]);
  });
});

describe('anything else', () => {
  it.each([
    ['nothing', ''],
    ['a text', 'hello'],
    ['a Secret without data', dump({ apiVersion: 'v1', kind: 'Secret', metadata: made.metadata })],
    ['another group', dump({ ...made, apiVersion: 'example.com/v1' })],
    ['two documents', `${renderCiphertext(made)}---\n${renderCiphertext(made)}`],
  ])('%s is of the wrong kind', (_, text) => {
    expect(codes(text)).toEqual(['secret/file-wrong-kind']);
  });

  it('a file under a name that is not its own would not open', () => {
    const { problems } = parseCiphertext('secrets/homelab/ops/litellm.yaml', renderCiphertext(made));
    expect(problems).toMatchObject([
      {
        code: 'secret/file-name-differs',
        message: 'secrets/homelab/ops/litellm.yaml holds ai/litellm, expected ops/litellm',
      },
    ]);
    expect(codes(dump({ ...made, metadata: {} }))).toEqual(['secret/file-name-differs']);
  });

  it.each([
    'secrets/homelab/litellm.yaml',
    'secrets/homelab/ai/x/litellm.yaml',
    'secrets/homelab/ai/litellm.json',
    'secrets/homelab/AI/l.yaml',
  ])('%s is no place for ciphertext', (at) => {
    expect(codes(renderCiphertext(made), at)).toEqual(['secret/file-misplaced']);
  });

  it('what is no YAML is told by line, not by text', () => {
    const { problems } = parseCiphertext(path, 'kind: Secret\ndata:\n  a: *hunter2\n');
    expect(problems[0]).toMatchObject({
      code: 'secret/file-unreadable',
      message: `${path} is no YAML: line 3 cannot be read`,
    });
  });
});
