import { constants, createDecipheriv, privateDecrypt } from 'node:crypto';
import { isCiphertext, readCertificate, seal, sealedSecret } from '../../src/secrets/sealed-secret';
import fc from '../support/chance';
import { certificate, ec, rsa } from './certificates';

const controller = rsa();
const place = { namespace: 'ai', name: 'litellm' };

/** What the controller does, following the format: first the session key, then the text. */
function unwrap(ciphertext: string, label: string): { sessionKey: Buffer; rest: Buffer } {
  const bytes = Buffer.from(ciphertext, 'base64');
  const end = 2 + bytes.readUInt16BE();
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256', oaepLabel: Buffer.from(label) };
  const sessionKey = privateDecrypt({ key: controller.privateKey, ...padding }, bytes.subarray(2, end));
  return { sessionKey, rest: bytes.subarray(end) };
}

function open(ciphertext: string, label: string): string {
  const { sessionKey, rest } = unwrap(ciphertext, label);
  const decipher = createDecipheriv('aes-256-gcm', sessionKey, Buffer.alloc(12));
  decipher.setAuthTag(rest.subarray(-16));
  return Buffer.concat([decipher.update(rest.subarray(0, -16)), decipher.final()]).toString('utf8');
}

describe('seal', () => {
  it('makes what opens to the same text, whatever the text', () => {
    const sealed = (text: string) => open(seal(text, { ...place, publicKey: controller.publicKey }), 'ai/litellm');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => sealed(text) === text),
      { numRuns: 50 },
    );
    expect(sealed('')).toBe('');
  });

  it('opens under its own name in its own namespace only', () => {
    const ciphertext = seal('value', { ...place, publicKey: controller.publicKey });
    expect(open(ciphertext, 'ai/litellm')).toBe('value');
    for (const label of ['ops/litellm', 'ai/other', 'ai', '']) expect(() => open(ciphertext, label)).toThrow();
  });

  it('takes a new session key each time: the nonce is always zero, so a key that came twice would give both texts away', () => {
    const sealed = Array.from({ length: 20 }, () => seal('value', { ...place, publicKey: controller.publicKey }));
    const keys = sealed.map((ciphertext) => unwrap(ciphertext, 'ai/litellm').sessionKey);
    expect(keys.map(({ length }) => length)).toEqual(keys.map(() => 32));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(20);
  });

  it('is recognised as ciphertext, unlike a value', () => {
    expect(isCiphertext(seal('', { ...place, publicKey: controller.publicKey }))).toBe(true);
    for (const other of ['', 'hunter2', 'aHVudGVyMg==', 'A'.repeat(1000), 7, null])
      expect(isCiphertext(other)).toBe(false);
  });
});

describe('sealedSecret', () => {
  it('is the object that the controller takes, with sorted keys and the version', () => {
    const values = { zulu: 'z', alpha: 'a', Mike: 'm' };
    const made = sealedSecret({ ...place, version: 3, values, certificate: controller.publicKey });
    expect(made).toEqual({
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: { name: 'litellm', namespace: 'ai', annotations: { 'steading.dev/version': '3' } },
      spec: {
        encryptedData: { Mike: expect.any(String), alpha: expect.any(String), zulu: expect.any(String) },
        template: { metadata: { name: 'litellm', namespace: 'ai' }, type: 'Opaque' },
      },
    });
    expect(Object.keys(made.spec.encryptedData)).toEqual(['Mike', 'alpha', 'zulu']);
    const opened = Object.entries(made.spec.encryptedData).map(([key, text]) => [key, open(text, 'ai/litellm')]);
    expect(Object.fromEntries(opened)).toEqual(values);
  });
});

describe('readCertificate', () => {
  const pem = certificate(controller, '2030-06-01T12:00:00Z');
  const codes = (text: string, on = '2026-01-01T00:00:00Z') =>
    readCertificate(text, new Date(on)).problems.map((p) => p.code);

  it('gives the key that seals, also with text around the block', () => {
    const { value } = readCertificate(`# fetched on Monday\n${pem}`, new Date('2026-01-01T00:00:00Z'));
    if (!value) throw new Error('no key');
    expect(open(seal('value', { ...place, publicKey: value }), 'ai/litellm')).toBe('value');
  });

  it('holds to the date that it is given, to the second', () => {
    expect(codes(pem, '2030-06-01T12:00:00Z')).toEqual([]);
    expect(codes(pem, '2030-06-01T12:00:01Z')).toEqual(['secret/certificate-expired']);
    const [problem] = readCertificate(pem, new Date('2031-01-01T00:00:00Z')).problems;
    expect(problem?.message).toBe('the sealing certificate ended on 2030-06-01');
  });

  it('names what is wrong with any other text', () => {
    expect(codes('')).toEqual(['secret/certificate-missing']);
    expect(codes(controller.publicKey.export({ type: 'spki', format: 'pem' }).toString())).toEqual([
      'secret/certificate-missing',
    ]);
    expect(codes(pem.replace(/MII/, 'AAA'))).toEqual(['secret/certificate-unreadable']);
    expect(codes(certificate(ec(), '2030-01-01T00:00:00Z'))).toEqual(['secret/certificate-not-rsa']);
    expect(codes(certificate(rsa(1024), '2030-01-01T00:00:00Z'))).toEqual(['secret/certificate-too-small']);
  });

  it.each(['pkcs1', 'pkcs8'] as const)('refuses a private key (%s), even beside a certificate', (type) => {
    const key = controller.privateKey.export({ type, format: 'pem' }).toString();
    expect(codes(key)).toEqual(['secret/private-key']);
    expect(codes(pem + key)).toEqual(['secret/private-key']);
  });
});
