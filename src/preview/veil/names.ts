import { namesSecret } from '../../checks/security/secret-forms';

const known = new Map<string, boolean>();
/** What names a Secret, or says that there is one; and the directives of Redis that name none but hold one. */
const OBJECT = /(existing|pull|tls|image|ref)_secret$/i;
const DIRECTIVE = /^(requirepass|masterauth|pgpass|auth_pass)$/i;

/** `DB_PASSWORD`, `adminPassword`, `api-key`: a field or a variable that holds a secret, to all appearances. */
export function isSecretName(name: string): boolean {
  const told = known.get(name) ?? tell(name);
  if (name.length < 60) known.set(name, told);
  return told;
}

function tell(name: string): boolean {
  const snake = name.slice(-200).replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  return (namesSecret(snake) && !OBJECT.test(snake)) || DIRECTIVE.test(name);
}

/** Where a secret is, not what it is; or that there is none. */
const REFERENCE =
  /^$|^([Tt]rue|[Ff]alse|[Nn]one|null|~)$|^\$\([\w.-]+\)$|^\$\{[\w:.-]+\}$|^\$[A-Z_][A-Z0-9_]*$|^\{\{[^{}]*\}\}$|^os\.environ\/\w+$|^(op|vault|ref):\/\/?[\w/. -]+$|^‹hidden/;

export function isReference(value: string): boolean {
  return REFERENCE.test(value.trim());
}

const KEY_FILE = /\.(pem|key|p12|pfx|jks|keystore)$|(^|\/)id_(rsa|ecdsa|ed25519)$|(^|\/)\.?(pgpass|netrc|htpasswd)$/i;
const TOLD = /\.(sh|md|py|ts|js|service|timer|container|socket)$/i;

/** A file that is a secret as a whole. */
export function isSecretFile(file: string): boolean {
  const [name = ''] = (file.split('/').at(-1) ?? '').replace(/^\./, '').split('.');
  return KEY_FILE.test(file) || (isSecretName(name) && !TOLD.test(file));
}
