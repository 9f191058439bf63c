import { constants, createCipheriv, type KeyObject, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto';
import { entries } from '../base/sort';
import { bad, good, type Outcome, problem } from './problem';

/** Annotation that remembers which version of its contract a ciphertext holds. */
export const VERSION_ANNOTATION = 'steading.dev/version';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----/;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const MINIMUM_BITS = 2048;

export interface SealTarget {
  readonly namespace: string;
  readonly name: string;
  readonly publicKey: KeyObject;
}

export interface SealedSecretProps {
  readonly namespace: string;
  readonly name: string;
  readonly version: number;
  readonly values: Readonly<Record<string, string>>;
  /** Public key of the controller's certificate. */
  readonly certificate: KeyObject;
}

/** A type rather than an interface, so that it fits where any object of Kubernetes does. */
export type SealedSecret = {
  readonly apiVersion: 'bitnami.com/v1alpha1';
  readonly kind: 'SealedSecret';
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly annotations: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly encryptedData: Readonly<Record<string, string>>;
    readonly template: {
      readonly metadata: { readonly name: string; readonly namespace: string };
      readonly type: 'Opaque';
    };
  };
};

/**
 * Seals one value as Sealed Secrets does, strict scope: it opens under this name in this namespace only.
 * The zero nonce is the format's: each session key encrypts one value, once.
 */
export function seal(plaintext: string, { namespace, name, publicKey }: SealTarget): string {
  const sessionKey = randomBytes(32);
  const wrapped = publicEncrypt(
    {
      key: publicKey,
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha256',
      oaepLabel: Buffer.from(`${namespace}/${name}`),
    },
    sessionKey,
  );
  const length = Buffer.alloc(2);
  length.writeUInt16BE(wrapped.length);
  const cipher = createCipheriv('aes-256-gcm', sessionKey, Buffer.alloc(12));
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  return Buffer.concat([length, wrapped, ciphertext, cipher.getAuthTag()]).toString('base64');
}

/** Whether a text has the form that `seal` makes. Says nothing of whom it opens for. */
export function isCiphertext(text: unknown): boolean {
  if (typeof text !== 'string' || !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text))
    return false;
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length < 2) return false;
  const wrapped = bytes.readUInt16BE();
  return wrapped >= 128 && wrapped <= 2048 && bytes.length >= 2 + wrapped + 16;
}

/** The public key of a controller's certificate, if it can still be sealed for on that date. */
export function readCertificate(pem: string, on: Date): Outcome<KeyObject> {
  if (PRIVATE_KEY.test(pem)) {
    const fix =
      'give the certificate alone (`kubeseal --fetch-cert`); if the key was committed or sent, have the controller make a new one';
    return bad(problem('secret/private-key', 'a private key stands where the sealing certificate should', fix));
  }
  const fetch = 'give the output of `kubeseal --fetch-cert`';
  if (!CERTIFICATE.test(pem))
    return bad(problem('secret/certificate-missing', 'the sealing certificate has no PEM block `CERTIFICATE`', fetch));
  const found = parse(pem);
  if (!found)
    return bad(
      problem('secret/certificate-unreadable', 'the sealing certificate is PEM, but no X.509 certificate', fetch),
    );
  const { key, end } = found;
  const kind = key.asymmetricKeyType ?? 'unknown';
  if (kind !== 'rsa')
    return bad(
      problem('secret/certificate-not-rsa', `the sealing certificate has a key of type ${kind}, expected rsa`, fetch),
    );
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < MINIMUM_BITS) {
    const message = `the sealing certificate has a key of ${bits} bits, expected ${MINIMUM_BITS} or more`;
    return bad(
      problem(
        'secret/certificate-too-small',
        message,
        'have the controller make a new one, 4096 bits unless told otherwise',
      ),
    );
  }
  if (on.getTime() <= end.getTime()) return good(key);
  const message = `the sealing certificate ended on ${end.toISOString().slice(0, 10)}`;
  return bad(problem('secret/certificate-expired', message, 'fetch the current one with `kubeseal --fetch-cert`'));
}

/** OpenSSL's own errors stay here: they say nothing that a person can act on. */
function parse(pem: string): { key: KeyObject; end: Date } | undefined {
  try {
    const { publicKey, validTo } = new X509Certificate(pem);
    return { key: publicKey, end: new Date(validTo) };
  } catch {
    return undefined;
  }
}

/** The object that is safe in Git, and that the controller turns into a Secret. */
export function sealedSecret({ namespace, name, version, values, certificate }: SealedSecretProps): SealedSecret {
  const sealed = entries(values).map(([key, value]) => [key, seal(value, { namespace, name, publicKey: certificate })]);
  return {
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata: { name, namespace, annotations: { [VERSION_ANNOTATION]: String(version) } },
    spec: { encryptedData: Object.fromEntries(sealed), template: { metadata: { name, namespace }, type: 'Opaque' } },
  };
}
