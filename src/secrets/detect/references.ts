/** Where a value is put in later, whatever does so: a shell, a template, a controller, a product. */
const PLACEHOLDER = [
  /\$\{\{[^{}\n]*\}\}/, // GitHub Actions
  /\{\{[^{}\n]*\}\}/, // Go templates, Jinja, Helm
  /\${1,2}\{[\w.:[\]/-]+\}/, // a shell, Flux, Spring, Grafana
  /\$\{\w+:?[?+-]\}/, // with no default, or none that says anything
  /\$\{\w+:?\?[^{}\n]*\}/,
  /\$__(?:env|file|vault)\{[^{}\n]*\}/, // Grafana
  /\$\([\w.-]+\)/, // a kubelet
  /\$\((?!(?:echo|printf)\b)[^()\n]*\)/, // a shell's own command
  /`[^`\n]*`/,
  /\$(?:[A-Z_][A-Z0-9_]*|[a-z_]+)\b|\$[\d@*]/,
  /%\([\w.]+\)s|%[A-Za-z_]\w*%|%[sdvq]\b/, // Python, Windows, printf
  /<path:[^<>\n]+>|<[a-zA-Z][\w -]{1,60}>/, // Argo CD's vault plugin, documentation
  /\{env\.\w+\}|\{\$\w+(?::[^{}\n]*)?\}|\{(?:env|file|secret|vault)[:.][^{}\n]+\}/, // Caddy
  /\{[A-Za-z_]\w*\}/, // format strings, Frigate
  /__[A-Z]\w*__|@@\w+@@|@[A-Z_]+@|&\w+;/,
  /‹hidden[^›\n]*›/,
];
const placeholders = PLACEHOLDER.map(({ source }) => source).join('|');
const PLACEHOLDERS = new RegExp(placeholders, 'g');
/** What may stand around a placeholder and is no secret: the kind of a header, quotes, what joins two. */
const AROUND = /\b(?:bearer|basic|token|apikey|api-key|digest|negotiate|glsa|key)\b|["'\s:@|,;=/.+_-]/gi;

/** Says where a value is, that there is none, or what kind of value it is. */
const ELSEWHERE =
  /^(?:(?:os\.environ|process\.env|import\.meta\.env|ENV)[./[]\S+|(?:os\.)?getenv\(.+\)|System\.getenv\(.+\)|(?:env|secrets)[.:/][A-Z_][A-Z0-9_]*|(?:op|vault|bao|ref|ref\+\w+|gopass|awssm|awsssm|gcpsm|secretref|keyring|k8s|bitwarden|bws|doppler|infisical):\/\/?[\w/. #:@+=?&-]+|(?:vault|bao):[\w-]+\/\S+)$/;
const PATH = /^(?:~|\.{0,2})(?:\/[\w.@{}$*%+ -]+)+\/?$|^file:\S+$|^[A-Za-z]:\\\S+$/;
const NONE =
  /^(?:true|false|yes|no|on|off|none|null|nil|undefined|enabled?|disabled?|optional|required|string|str|bool|boolean|int|integer|number|any|unknown|\d+ bytes|![a-z]\w* \S+|\.[*+]|\?|~|-|\.{2,}|…)?$/i;
/** `getToken()`, `self.token`, `config["key"]`: a program says where it takes it from. */
const CODE =
  /^(?:await |new |!|&|\*)?(?:[A-Za-z_]\w*(?:\.|->|::))*[A-Za-z_]\w*\((?:.*\)[;,]?)?$|^(?=\w*[._]\w*_|\w*_\w*\.)[a-z_]\w*(?:\.[a-z_]\w*)+$|^(?:self|this|config|cfg|conf|settings|args|opts|options|params|props|req|request|res|response|data|ctx|context|module|var|local|each|values?|Values|inputs?|input|env|body|payload|result)(?:\.|->|\[)[\w.[\]'"?!-]+$/;
/** `GITHUB_TOKEN` as a value is the name of another variable. */
const VARIABLE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
const VARIABLE_OF_SECRET = /(?:PASS(?:WORD|WD|PHRASE)?|SECRET|TOKEN|KEY|CREDENTIALS?|PWD|AUTH|SALT)(?:_\w+)?$/;
/** What SOPS and Sealed Secrets have closed. */
const CIPHERTEXT = /^ENC\[[A-Z0-9_]+,\S*/;

/** Where a secret is, not what it is; or that there is none. */
export function isReference(said: string): boolean {
  const value = said.trim();
  if (value.length > 2000) return false;
  if (NONE.test(value) || ELSEWHERE.test(value) || CIPHERTEXT.test(value)) return true;
  if (VARIABLE.test(value) && VARIABLE_OF_SECRET.test(value)) return true;
  if (PATH.test(value) && !looksDrawn(value.replaceAll('/', ''))) return true;
  if (CODE.test(value)) return true;
  const parts = value.split(';');
  if (parts.length > 1 && parts.every((part) => isReference(part) || isDummy(part))) return true;
  const rest = value.replace(PLACEHOLDERS, '');
  return rest.length < value.length && rest.replace(AROUND, '') === '';
}

/** Shows to everybody that it is none: what documentation has in the place of a value. */
export function isDummy(value: string): boolean {
  return DUMMY.test(value.trim());
}

const DUMMY =
  /^(?:unused|dummy|placeholder|anonymous|not[-_ ]?(?:needed|used|set|required)|n\/?a|tbd|todo|fixme|redacted|example|insert[a-z_-]*|replace[-_ ]?(?:me|this|with[a-z_-]*)|your[-_ ][a-z _-]+|<.*>|\[redacted\]|sk-(?:1234|xxxx|dummy|fake|none|no-key\S*)|none-needed)$/i;

/** `${VAR}` and the like in a text. */
export function placeholdersOf(text: string): (readonly [from: number, to: number])[] {
  if (!/[$%{<`]/.test(text)) return [];
  return [...text.matchAll(WHOLE_PLACEHOLDERS)].map((found) => [found.index, found.index + found[0].length]);
}

/** Also with a default, which may be a secret itself. */
const WHOLE_PLACEHOLDERS =
  /\$\{\{[^{}\n]*\}\}|\{\{[^{}\n]*\}\}|\$(?:__\w+)?\{(?:[^{}\n]|\{[^{}\n]*\})*\}|\$\([\w.-]+\)|%\([\w.]+\)s|<path:[^<>\n]+>/g;

/** Letters and digits as no word, name or address has them: drawn by chance, or by somebody who wants nobody to guess. */
export function looksDrawn(value: string): boolean {
  if (value.length < 8 || value.length > 4000 || !/^[\x21-\x7e]+$/.test(value) || HARMLESS.test(value)) return false;
  const parts = value.split(/[-_.:/,=+@]/);
  return parts.some((part) => {
    if (part.length < 6 || !/\d/.test(part) || !/[A-Za-z]/.test(part)) return false;
    const turns = part.match(/[A-Za-z]\d|\d[A-Za-z]|[a-z][A-Z]/g)?.length ?? 0;
    return turns >= 3 || (part.length >= 20 && turns >= 2) || (turns >= 2 && /[a-z]/.test(part) && /[A-Z]/.test(part));
  });
}

/** Versions, dates, digests, quantities, addresses: they have letters and digits too. */
const HARMLESS =
  /^(?:v?\d+(?:\.\d+)+\S{0,40}|\d{4}-\d\d-\d\d\S*|(?:sha\d+|md5)[:-]\S+|\d+(?:\.\d+)?[A-Za-z]{1,3}|\d+m\d+s|(?:https?|oci|tcp|udp|s3|nfs|ssh|git):\/\/\S+|[\w.-]+(?:\/[\w.-]+)+(?::[\w.-]+)?(?:@sha256:[0-9a-f]{64})?|[\w-]+\.(?:svc|local|cluster|ya?ml|json|conf|toml|ini|txt|pem|crt|key|com|org|net|io|dev|example|internal|lan)\b\S*|(?:[0-9a-f]{1,4}:){2,7}[0-9a-f]{0,4}(?:\/\d+)?)$/i;
