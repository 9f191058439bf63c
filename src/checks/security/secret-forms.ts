const NAME =
  /(^|[_.-])(password|passwd|passphrase|secret|token|api[_-]?key|secret[_-]?key|private[_-]?key|master[_-]?key|encryption[_-]?key|access[_-]?key|credentials)$/i;
/** The name of a Secret, as TS_KUBE_SECRET is. */
const NAMES_OBJECT = /(^|[_.-])(kube|k8s|kubernetes)[_.-]?secret$/i;
/** Forms that issuers give to their keys, so that they can be found where they should not be. */
export const FORMS = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36}/,
  /\bglpat-[\w-]{20}/,
  /\bxox[baprs]-[\w-]{10}/,
  /\bsk-[A-Za-z0-9_-]{32}/,
  /\bhf_[A-Za-z0-9]{30}/,
  /:\/\/[^\s:/@$]+:[^\s/@$({<]{3,}@/,
];
/** A setting in a file: `password: hunter2`, `api_key = "…"`. */
export const SETTING =
  /^[ \t]*["']?[\w.-]*?(?:password|passwd|passphrase|client_secret|secret_key|api_key|master_key)["']?[ \t]*[:=][ \t]*["']?([^\s"'#,]{6,})/gim;
/** Not a value but where to find one, or that there is none. */
const NO_VALUE =
  /^$|^(true|false|none|null|unused|dummy|placeholder|anonymous|not[-_ ]?(needed|used)|x+|\*+)$|^[/.~]|[$<>{}()]|^(os\.environ|env|file|vault|op|ref)[:/]|^%/i;

/** A variable, key or field that holds a secret, to all appearances. */
export function namesSecret(name: string): boolean {
  return NAME.test(name) && !NAMES_OBJECT.test(name);
}

export function isValue(text: string): boolean {
  return !NO_VALUE.test(text);
}

export function hasSecretForm(text: string): boolean {
  return FORMS.some((form) => form.test(text));
}
