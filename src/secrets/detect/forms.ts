import { isReference, looksDrawn } from './references';
import { groupsOf, type Span } from './span';

/** Files and headers with a form of their own, in which no name stands beside the secret. */
const FORMS: readonly RegExp[] = [
  // Hashes of passwords, as htpasswd, /etc/shadow and databases keep them: worth guessing.
  /(\$(?:2[abxy]?|apr1|1|5|6|y|7|gy|argon2\w*|scrypt|pbkdf2[\w-]*|bcrypt[\w-]*)\$[^\s"',;]{8,})/dg,
  /(\{(?:S?SHA\d*|S?MD5|CRYPT|PBKDF2[\w-]*|ARGON2|BLF-CRYPT)\}[\w+/=$.-]{8,})/dg,
  /\b(SCRAM-SHA-\d+\$[^\s"',]{16,}|pbkdf2(?::|_)sha\d+[:$][^\s"',]{8,}|scrypt:\d+:\d+:\d+\$[^\s"',]{8,})/dg,
  /\b(md5[0-9a-f]{32})\b/dg,
  // .pgpass
  /(?:^|\n)[ \t]*(?:[^\s:"'=]+|\*):(?:\d{3,5}|\*):[^\s:"'=]+:[^\s:"'=]+:(\S[^\n"']*)/dg,
  // .netrc
  /\blogin[ \t\n]+\S+[ \t\n]+(?:account[ \t\n]+\S+[ \t\n]+)?password[ \t\n]+(\S+)/dg,
  // ACLs of Redis
  /\buser[ \t]+\S+[^\n]{0,200}?[ \t]>(\S+)/dg,
  // userlist.txt of PgBouncer
  /(?:^|\n)[ \t]*"[\w.-]+"[ \t]+"([^"\n]+)"/dg,
  // Headers.
  /\bauthorization\\?["']?[ \t]*[:=,]?[ \t]*\\?["']?(?:bearer|basic|token|apikey|api-key|key|glsa|splunk|negotiate|digest|aws4-hmac-sha256)[ \t]+([^\s"'\\;,]{4,})/dgi,
  /\b(?:[Bb]earer|[Bb]asic)[ \t]+((?=[\w.~+/=-]*[\d=])[\w.~+/=-]{8,4000})/dg,
  /\bcookie\\?["']?[ \t]*[:=][ \t]*\\?["']?(?:[^\n"']{0,200}?[; ])?[\w.-]*(?:session|sid|token|auth)[\w.-]*=([^\s"';,]{4,})/dgi,
  // A WireGuard key, on a command line of wg.
  /\bwg[ \t]+set\b[^\n]*(?:private-key|preshared-key)[ \t]+<\(echo[ \t]+([^\s)]+)\)/dg,
  // Caddy.
  /\bbasic_?auth\b[^{}\n]*\{\s*[\w.@-]+\s+([^\s{}]{6,})\s*\}/dg,
  // kubeadm, and k3s' nodes.
  /(?<![\w.])([a-z0-9]{6}\.[a-z0-9]{16})(?![\w.])/dg,
  /\b(K10[0-9a-f]{32,}(?:::[\w-]+:[\w-]+)?)/dg,
  // Postfix' sasl_passwd.
  /(?:^|\n)[ \t]*\[[\w.-]+\](?::\d+)?[ \t]+[^\s:]+:(\S+)/dg,
  // The secret of a map or a condition of nginx.
  /\$(?:http|arg|cookie)_\w*(?:token|key|secret|auth|authorization|password)\w*[ \t]*!?[=~]\*?[ \t]*["']?([^\s"')]{4,})/dg,
  /\bmap[ \t]+["']?\$(?:http|arg|cookie)_\w*(?:token|key|secret|auth\w*|password)\w*["']?[ \t]+\$\w+[ \t]*\{[^}]*?["'~*]*([^\s"'{};~]{8,})["']?[ \t]+["']?[\w.-]+["']?;/dg,
];
/** A dotted word of lower case that stands in names as well: a token only where digits stand in both halves. */
const DOTTED = /^[a-z0-9]{6}\.[a-z0-9]{16}$/;

export function formSpans(text: string): Span[] {
  return FORMS.flatMap((form) => groupsOf(text, form)).filter(([from, to]) => {
    const said = text.slice(from, to);
    if (DOTTED.test(said)) return said.split('.').every((half) => /\d/.test(half) && /[a-z]/.test(half));
    return !isReference(said) && (!/^\w+$/.test(said) || said.length >= 12 || /\d/.test(said));
  });
}

/** `name:password` as the value of a field that says so; what is hidden is the password. */
const PAIR = /^([\w.@+-]+):(\S+)$/;
const PAIRED =
  /(^|_)(auth|basic_auth|basicauth|http_auth|login|userpass|user_pass|users?|proxy_auth|credentials?|account)$/;

export function pairSpans(text: string, name: string): Span[] {
  const [, user = '', password = ''] = PAIR.exec(text.trim()) ?? [];
  if (password === '' || !PAIRED.test(name) || isReference(password)) return [];
  if (/^\d+$/.test(user) || user === 'system' || /^\d+$|^\/\//.test(password)) return [];
  const isWord = /^[a-z][a-z0-9-]*$/.test(password) && !/\d/.test(password) && !/basic|auth|pass/.test(name);
  if (isWord && !looksDrawn(password)) return [];
  const from = text.indexOf(':') + 1;
  return [[from, text.trimEnd().length]];
}
