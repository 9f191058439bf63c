import { namesSecret } from '../../checks/security/secret-forms';

const known = new Map<string, boolean>();
/** What names a Secret, or says that there is one; and the directives of Redis that name none but hold one. */
const OBJECT = /(existing|pull|tls|image|ref)_secret$/i;
const DIRECTIVE = /(^|[_. -])(requirepass|masterauth|pgpass|pgpassword|pass|pwd|secret_key_base)$/i;
/** Where nginx passes a request on to; the folder that a shell is in. */
const NO_PASSWORD = /(proxy|fastcgi|uwsgi|scgi|grpc|memcached)_pass$|^(old)?pwd$/i;

/** `DB_PASSWORD`, `adminPassword`, `api-key`: a field or a variable that holds a secret, to all appearances. */
export function isSecretName(name: string): boolean {
  const told = known.get(name) ?? tell(name);
  if (name.length < 60) known.set(name, told);
  return told;
}

function tell(name: string): boolean {
  const snake = name.slice(-200).replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  return (namesSecret(snake) && !OBJECT.test(snake)) || (DIRECTIVE.test(snake) && !NO_PASSWORD.test(snake));
}

/** Where a secret is, not what it is; or that there is none. */
const REFERENCE =
  /^$|^([Tt]rue|[Ff]alse|[Nn]one|null|~)$|^\$\([\w.-]+\)$|^\$\{[\w:.-]+\}$|^\$[A-Z_][A-Z0-9_]*$|^\{\{[^{}]*\}\}$|^os\.environ\/\w+$|^(op|vault|ref):\/\/?[\w/. -]+$|^‹hidden/;

export function isReference(value: string): boolean {
  return REFERENCE.test(value.trim());
}

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
