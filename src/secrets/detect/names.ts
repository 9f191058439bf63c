/**
 * What the name of a field, a variable, an option or a column tells of its value.
 * `secret`: the value is one. `perhaps`: it is one where it looks drawn by chance. `held`: those directly below it are.
 */
export type Telling = 'secret' | 'perhaps' | 'held' | undefined;

const words = (text: string) => new Set(text.trim().split(/\s+/));

/** Words that make a name one of a secret when they stand last. */
const LAST = words(`password passwd passphrase passcode passwort kennwort senha contraseña пароль pwd pass pw
  secret token apikey salt pepper psk htpasswd credential credentials creds jwt requirepass masterauth authorization
  userpw bindpw rootpw authkey authtoken passkey secretkey accesstoken userpass`);
/** The same at the end of a word: PGPASSWORD, adminpassword. */
const ENDING =
  /(password|passwd|passphrase|passwort|apikey|secretkey|authtoken|accesstoken|pgpass|sshpass|dbpass|storepass|keypass)$/;
/** What stands before `key` where the two name a secret. */
const KEYS =
  words(`api secret private master encryption encrypt decryption access signing sign auth account shared preshared
  license licence service integration session cookie hmac admin deploy webhook application app consumer storage root unseal
  recovery write ingest crypt cipher aes salt totp hash jwt token bot client data registration instance subscription
  project team sas authorization host identity node tls ssl server ca pem rsa ed25519 ecdsa wireguard wg anon service_role`);
/** Of those, the ones whose key is as often public, a file or the name of one. */
const OPEN_KEYS = words(
  `client data project team instance registration host identity node tls ssl server ca hash app token`,
);
/** What may follow and changes nothing: `password_2`, `tokenHash`. */
const AFTER =
  words(`value plain plaintext text hash hashed sha256 sha512 bcrypt digest encrypted enc b64 base64 string raw current
  old new prev previous next default base primary secondary prod production dev staging backup`);
/** Where nothing of the kind is meant, whatever stands last. */
const NEVER =
  /(^|_)(checksum|checksums|annotations?|max|min|num|next_page|cancel|continuation|page|public)_|(proxy|fastcgi|uwsgi|scgi|grpc|memcached|by|low|high|band|multi|two|single)_pass$|_(count|length|len)$/;
/** A secret that is an object of Kubernetes is named, not told. */
const OBJECT =
  /(^|_)(existing|pull|tls|image|ref|kube|k8s|kubernetes|cert|certificate|ca|auth|config|creds?|credentials?|user|users|dockerconfig|registry|store|backup|bucket|s3|env)_secret$/;
const HOLDERS = words('passwords tokens secure_json_data string_data api_keys secrets auth_tokens access_tokens');
const PERHAPS =
  words(`key keys auth login cookie session signature sig nonce otp totp seed license licence identity code hash
  salts user_key routing_key verifier community`);
const PERHAPS_WITHIN =
  /(^|_)(password|passwd|passphrase|secret|token|apikey|api_key|secret_key|private_key|access_key)(_|$)/;
/** What a name is of that speaks of a secret and holds none. */
const ABOUT =
  /(^|_)(name|names|ref|refs|file|files|path|dir|url|uri|endpoint|ttl|expiry|expiration|expires|lifetime|seconds|minutes|days|duration|timeout|type|kind|policy|policies|length|size|limit|limits|enabled|enable|disabled|required|rotation|version|field|header|format|prefix|suffix|regex|pattern|issuer|audience|audiences|scope|scopes|method|mode|provider|store|class|namespace|id|ids|mtime|count|reset|review|reviews|request|requests|controller|manager|operator|engine|backend|source|template|annotations|labels|selector|mount|mounts|volume|volumes|rules|role|status|algorithm|alg|interval|owner|env|var|variable|property|min|max|budget|usage|parallelism|hint|auth|host|port|server|user|username|group|image|tag|description|title|comment|message|error|for|from|to|in|with|is|and|or|the|exists|valid|check|validation|generator|agent|sync|injector|reloader|cleaner|admin|ui|api|service|app|job|metrics|bytes|reads|placeholder|label)$/;

const known = new Map<string, Telling>();

/** What the name tells. A path tells by its last parts: `auth.adminPassword`, `steading.dev/api-key`. */
export function tellingOf(name: string): Telling {
  // The folder that a shell is in.
  if (name === 'PWD' || name === 'OLDPWD') return undefined;
  if (known.has(name)) return known.get(name);
  const told = tell(snake(name.slice(-120)));
  if (name.length < 60 && known.size < 50_000) known.set(name, told);
  return told;
}

export function isSecretName(name: string): boolean {
  return tellingOf(name) === 'secret';
}

/** `clientSecret`, `API-Key`, `x.y/db.password` in one spelling: client_secret, api_key, x_y_db_password. */
export function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}

function tell(said: string): Telling {
  if (said === '' || NEVER.test(said)) return undefined;
  if (said.endsWith('_key_data')) return 'secret';
  const parts = said.split('_');
  while (parts.length > 1 && (AFTER.has(parts.at(-1) ?? '') || /^v?\d+$/.test(parts.at(-1) ?? ''))) parts.pop();
  const [before = '', last = ''] = [parts.at(-2), parts.at(-1)?.replace(/\d+$/, '')];
  const name = [...parts.slice(0, -1), last].join('_');
  if (HOLDERS.has(name) || HOLDERS.has(`${before}_${last}`)) return 'held';
  if (OBJECT.test(name)) return 'perhaps';
  if (LAST.has(last) || ENDING.test(last)) return 'secret';
  if (last === 'key' && KEYS.has(before)) return OPEN_KEYS.has(before) ? 'perhaps' : 'secret';
  if (PERHAPS.has(last) || PERHAPS.has(`${before}_${last}`)) return 'perhaps';
  return PERHAPS_WITHIN.test(name) && !ABOUT.test(name) && !/_keys?$/.test(name) ? 'perhaps' : undefined;
}
