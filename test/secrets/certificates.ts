import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** Just enough DER to make a self-signed certificate: Node reads certificates, but makes none. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 128) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length);
  return Buffer.concat([Buffer.from([tag, 0x82]), length, body]);
}

const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const time = (date: Date) => der(0x17, Buffer.from(`${date.toISOString().replace(/\D/g, '').slice(2, 14)}Z`));
const SIGNATURES = { rsa: sequence(oid('2a864886f70d01010b'), der(0x05)), ec: sequence(oid('2a8648ce3d040302')) };

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export function rsa(modulusLength = 2048): KeyPair {
  return generateKeyPairSync('rsa', { modulusLength });
}

export function ec(): KeyPair {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

export function certificate({ publicKey, privateKey }: KeyPair, until: string): string {
  const algorithm = publicKey.asymmetricKeyType === 'rsa' ? SIGNATURES.rsa : SIGNATURES.ec;
  const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from('sealed-secrets')))));
  const validity = sequence(time(new Date('2020-01-01T00:00:00Z')), time(new Date(until)));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const body = sequence(version, der(0x02, Buffer.from([1])), algorithm, name, validity, name, spki);
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]));
  const lines =
    sequence(body, algorithm, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
