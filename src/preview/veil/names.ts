import { isSecretName } from '../../secrets/detect';

const KEY_FILE = /\.(pem|key|p12|pfx|jks|keystore)$|(^|\/)id_(rsa|ecdsa|ed25519)$/i;
const PASSWORDS = /(^|\/)\.?(pgpass|netrc|htpasswd|userlist\.txt)$/i;
const TOLD = /\.(sh|md|py|ts|js|service|timer|container|socket)$/i;

/** A file that is a secret as a whole. */
export function isSecretFile(file: string): boolean {
  const [name = ''] = (file.split('/').at(-1) ?? '').replace(/^\./, '').split('.');
  return KEY_FILE.test(file) || isPasswordFile(file) || (isSecretName(name) && !TOLD.test(file));
}

/** A file of passwords, one a line, of which no setting tells. */
export function isPasswordFile(file: string): boolean {
  return PASSWORDS.test(file);
}

/** Of a Secret that could not be read as one, nobody knows what of it is its value; of a generator, its literals are. */
const SECRET = /\bkind["']?[ \t]*:[ \t]*["']?(Sealed)?Secret(?![\w])|^secretGenerator:[\s\S]*\bliterals:/m;

export function isSecretText(text: string | undefined): boolean {
  return text !== undefined && SECRET.test(text);
}
