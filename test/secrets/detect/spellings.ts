import { dump } from 'js-yaml';

/** A secret, written in one of the ways in which people write them. */
export interface Spelling {
  readonly what: string;
  readonly value: string;
  /** What stands in the tree: a file and what it says. */
  readonly file: string;
  readonly content: string;
}

type Write = (value: string) => string;

const base64 = (text: string) => Buffer.from(text).toString('base64');
const json = (value: unknown) => JSON.stringify(value);

/** Names of settings, as products, charts and people spell them. */
const NAMES =
  `password PASSWORD adminPassword DB_PASSWORD db.password admin-password userPassword rootPassword POSTGRES_PASSWORD
  PGPASSWORD MYSQL_PWD passwd smtp_pass passphrase REPLICATION_PASSWORD password_2 passwordHash
  token API_TOKEN authToken access_token github-token bearerToken refreshToken bot_token
  secret clientSecret OAUTH_CLIENT_SECRET cookie_secret JWT_SECRET sessionSecret NEXTAUTH_SECRET app.secret
  apiKey API_KEY api-key openai_api_key X-Api-Key OPENROUTER_API_KEY apikey secretKey S3_SECRET_KEY accessKey
  AWS_SECRET_ACCESS_KEY encryptionKey ENCRYPTION_KEY master_key LITELLM_MASTER_KEY signing_key privateKey license_key
  LITELLM_SALT_KEY salt password_salt psk presharedKey WIREGUARD_PRIVATE_KEY SECRET_KEY_BASE service_key
  bindPassword ldap.bind_password keystore.password rcon_password wifi_psk credentials`.split(/\s+/);

/** How a setting and its value stand in a text of some language. */
const SETTINGS: Readonly<Record<string, (name: string, value: string) => string>> = {
  'YAML, block': (name, value) => `server:\n  port: 1\n  ${name}: ${value}\n`,
  'YAML, deep': (name, value) => `a:\n  b:\n    - c: 1\n      d:\n        ${name}: "${value}"\n`,
  'YAML, flow': (name, value) => `server: {port: 1, ${name}: ${value}}\nother: [1, 2]\n`,
  'YAML, flow in a list': (name, value) => `users: [{id: a, ${name}: '${value}'}]\nother: 1\n`,
  'YAML, folded': (name, value) => `x: 1\n${name}: >-\n  ${value}\ny: 2\n`,
  'YAML, literal': (name, value) => `x: 1\n${name}: |\n  ${value}\ny: 2\n`,
  'YAML, commented out': (name, value) => `x: 1\n# ${name}: ${value}\ny: 2\n`,
  'YAML, anchored': (name, value) => `x: &one ${value}\n${name}: *one\n`,
  'YAML, tagged': (name, value) => `x: 1\n${name}: !!str ${value}\n`,
  'YAML, on the next line': (name, value) => `x: 1\n${name}:\n  ${value}\n`,
  'YAML, twice the key': (name, value) => `${name}: ${value}\n${name}: x\n`,
  'YAML that is none': (name, value) => `a: [\n${name}: ${value}\nb: }\n`,
  'YAML, templated': (name, value) => `{{- if .x }}\n${name}: ${value}\n{{- end }}\n`,
  'YAML, two documents': (name, value) => `a: 1\n---\nb: {${name}: ${value}}\n`,
  'YAML, with words': (name, value) => `x: 1\n${name}: correct ${value} battery staple\n`,
  JSON: (name, value) => json({ server: { port: 1, [name]: value } }),
  'JSON, indented': (name, value) => JSON.stringify({ a: [{ b: { [name]: value } }] }, null, 2),
  'JSON in JSON': (name, value) => json({ config: json({ deep: { [name]: value } }) }),
  'JSON in YAML': (name, value) => `config: '${json({ [name]: value })}'\nother: 1\n`,
  'YAML in JSON': (name, value) => json({ config: `a: 1\n${name}: ${value}\n` }),
  'JSON with comments': (name, value) => `// ours\n{\n  "a": 1, // one\n  "${name}": "${value}",\n}\n`,
  'JSON, cut off': (name, value) => `{"a": {"${name}": "${value}", "b": [`,
  INI: (name, value) => `[server]\nport = 1\n${name} = ${value}\n`,
  'INI, with words': (name, value) => `[server]\nport = 1\n${name} = correct ${value} staple\n`,
  'INI, commented out': (name, value) => `[server]\n;${name}=${value}\nport=1\n`,
  properties: (name, value) => `spring.port=1\nspring.x.${name}=${value}\n`,
  'TOML, inline': (name, value) => `server = { port = 1, ${json(name)} = "${value}" }\n`,
  'TOML, quoted': (name, value) => `[server]\n"${name}" = '${value}'\n`,
  'env file': (name, value) => `A=1\n${name}=${value}\nB=2\n`,
  'env file, quoted': (name, value) => `A=1\nexport ${name}="${value}"\n`,
  'env file, with words': (name, value) => `A=1\n${name}=correct ${value} staple\n`,
  'shell, before a command': (name, value) => `#!/bin/sh\nset -eu\n${name}=${value} exec server --port 1\n`,
  'shell, single quotes': (name, value) => `#!/bin/sh\n${name}='${value}'\nserver "$x"\n`,
  option: (name, value) => `#!/bin/sh\nserver --port 1 --${name} ${value} --verbose\n`,
  'option, assigned': (name, value) => `#!/bin/sh\nserver --${name}=${value} --verbose\n`,
  'option, quoted': (name, value) => `#!/bin/sh\nserver --${name} "${value}" --verbose\n`,
  'option, on the next line': (name, value) => `#!/bin/sh\nserver \\\n  --${name} \\\n  ${value} \\\n  --verbose\n`,
  'system property': (name, value) => `java -Xmx1g -Dserver.${name}=${value} -jar app.jar\n`,
  'set of helm': (name, value) => `helm install a b --set auth.${name}=${value},x=1\n`,
  literal: (name, value) => `kubectl create secret generic a --from-literal=${name}=${value} -n b\n`,
  HCL: (name, value) => `resource "a" "b" {\n  port = 1\n  ${name} = "${value}"\n}\n`,
  'XML, element': (name, value) => `<config><port>1</port><${name}>${value}</${name}></config>\n`,
  'XML, attribute': (name, value) => `<datasource port="1" ${name}="${value}"/>\n`,
  'XML, key and value': (name, value) => `<appSettings><add key="${name}" value="${value}" /></appSettings>\n`,
  PHP: (name, value) => `<?php\ndefine('${name}', '${value}');\n`,
  'PHP, array': (name, value) => `<?php return ['port' => 1, '${name}' => '${value}'];\n`,
  Python: (name, value) => `PORT = 1\nconfig["${name}"] = "${value}"\n`,
  'Python, dict': (name, value) => `connect(host="a", **{"${name}": "${value}"})\n`,
  JavaScript: (name, value) => `module.exports = { port: 1, '${name}': '${value}' };\n`,
  Dockerfile: (name, value) => `FROM a\nENV ${name} ${value}\nCMD ["b"]\n`,
  compose: (name, value) => dump({ services: { a: { environment: [`${name}=${value}`] } } }),
  'compose, map': (name, value) => dump({ services: { a: { environment: { [name]: value } } } }),
  systemd: (name, value) => `[Service]\nEnvironment="A=1" "${name}=${value}"\nExecStart=/bin/a\n`,
  'a variable': (name, value) => dump({ env: [{ name, value }] }),
  'a variable, in JSON': (name, value) => json([{ name, value }]),
  'a parameter': (name, value) => dump({ parameters: [{ key: name, value }] }),
  'a patch': (name, value) => `- op: replace\n  path: /spec/values/${name}\n  value: ${value}\n`,
  'a header': (name, value) => dump({ headers: [`X-${name}: ${value}`] }),
  'a query': (name, value) => `url: https://example.org/a?b=1&${name}=${value}\nx: 1\n`,
  'a map of nginx': (name, value) => `location / {\n  proxy_set_header ${name} ${value};\n}\n`,
  'a note': (name, value) => `# Notes\n\nSign in as admin, ${name}: ${value}\n`,
  'a DSN': (name, value) => `dsn: "host=db user=a ${name}=${value} sslmode=disable"\nx: 1\n`,
  'ADO.NET': (name, value) => `ConnectionString=Server=db;User Id=a;${name}=${value};Encrypt=true\n`,
  JAAS: (name, value) => `jaas: 'org.a.PlainLoginModule required username="a" ${name}="${value}";'\nx: 1\n`,
  'mount options': (name, value) => `mountOptions:\n  - username=a,${name}=${value},uid=1\n`,
};

/** Names that do not stand in every language. */
const FITS: Readonly<Record<string, RegExp>> = {
  'shell, before a command': /^\w+$/,
  'shell, single quotes': /^\w+$/,
  'XML, element': /^[\w.-]+$/,
  Dockerfile: /^\w+$/,
};

/** What has a form of its own and no name. */
const FORMS: Readonly<Record<string, Write>> = {
  'address with a password': (v) => `url: postgres://app:${v}@db.example.org:5432/app\nx: 1\n`,
  'address, password alone': (v) => `REDIS_URL=redis://:${v}@redis:6379/0\n`,
  'address, unencoded': (v) => `url: amqp://app:a@b${v}@mq:5672/\nx: 1\n`,
  'address, slash in it': (v) => `url: mongodb+srv://app:a/${v}@db.example.org/x\ny: 1\n`,
  'address, several hosts': (v) => `url: mongodb://app:${v}@a:27017,b:27017/x?replicaSet=r\ny: 1\n`,
  'address of Git with a token': (v) => `repoURL: https://oauth2:${v}@git.example.org/a.git\nx: 1\n`,
  'address of Git, token alone': (v) => `repoURL: https://${v}0123456789ab@git.example.org/a.git\nx: 1\n`,
  'address, signed': (v) => `url: https://a.example.org/b?X-Amz-Signature=${v}&c=1\nx: 1\n`,
  'address, key in its query': (v) => `url: https://a.example.org/b?key=${v}\nx: 1\n`,
  'JDBC address': (v) => `url: jdbc:postgresql://db/a?user=b&password=${v}&ssl=true\nx: 1\n`,
  'DSN of Go': (v) => `dsn: "app:${v}@tcp(db:3306)/app?parseTime=true"\nx: 1\n`,
  'account key of Azure': (v) =>
    `c: "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${v}0000000000==;E=1"\nx: 1\n`,
  'webhook of Slack': (v) => `url: https://hooks.slack.com/services/T000/B000/${v}\nx: 1\n`,
  'webhook of Discord': (v) => `url: https://discord.com/api/webhooks/1234567890/${v}\nx: 1\n`,
  'webhook of Teams': (v) => `url: https://a.webhook.office.com/webhookb2/${v}/IncomingWebhook/b\nx: 1\n`,
  'webhook of Mattermost': (v) => `url: https://chat.example.org/hooks/${v}abcdefgh12345678\nx: 1\n`,
  'bot of Telegram': (v) => `url: https://api.telegram.org/bot123456:${v}/sendMessage\nx: 1\n`,
  'ping of healthchecks': (v) => `curl -fsS https://hc-ping.com/${v}0000\n`,
  'address of shoutrrr': (v) => `urls: ["discord://${v}@1234567890"]\nx: 1\n`,
  'flow of Zapier': (v) => `url: https://hooks.zapier.com/hooks/catch/123/${v}/\nx: 1\n`,
  'Authorization, bearer': (v) => `curl -H "Authorization: Bearer ${v}" https://a.example.org\n`,
  'Authorization, basic': (v) => `proxy_set_header Authorization "Basic ${base64(`app:${v}`)}";\n`,
  'Authorization, token': (v) => `headers:\n  Authorization: token ${v}\n`,
  'Authorization, bare': (v) => `headers: {Authorization: ${v}}\nx: 1\n`,
  'header of Git': (v) => `git -c http.extraheader="AUTHORIZATION: basic ${v}0000" clone b\n`,
  cookie: (v) => `curl -H 'Cookie: lang=en; session=${v}' https://a.example.org\n`,
  'condition of nginx': (v) => `if ($http_x_token != "${v}") { return 403; }\n`,
  'SQL, create': (v) => `CREATE USER app WITH PASSWORD '${v}';\n`,
  'SQL, alter': (v) => `ALTER ROLE app ENCRYPTED PASSWORD '${v}' VALID UNTIL 'infinity';\n`,
  'SQL, MySQL': (v) => `CREATE USER 'a'@'%' IDENTIFIED WITH mysql_native_password BY '${v}';\n`,
  'SQL, grant': (v) => `grant all on a.* to 'b'@'%' identified by "${v}";\n`,
  'SQL, set': (v) => `SET PASSWORD FOR 'a'@'%' = PASSWORD('${v}');\n`,
  'SQL, dollars': (v) => `CREATE ROLE app LOGIN PASSWORD $x$${v}$x$;\n`,
  'SQL, wrapper': (v) => `CREATE USER MAPPING FOR a SERVER b OPTIONS (user 'c', password '${v}');\n`,
  'SQL, insert': (v) => `INSERT INTO users (id, name, password) VALUES (1, 'a', '${v}');\n`,
  'redis-cli': (v) => `redis-cli -h a -p 6379 -a ${v} ping\n`,
  'redis-server': (v) => `redis-server --requirepass ${v} --appendonly yes\n`,
  'redis.conf': (v) => `port 6379\nrequirepass ${v}\nmasterauth ${v}\n`,
  'ACL of Redis': (v) => `port 6379\nuser app on >${v} ~* +@all\n`,
  mysql: (v) => `mysql -u root -p${v} -e 'select 1'\n`,
  mongosh: (v) => `mongosh --quiet -u root -p ${v} --eval 'db.stats()'\n`,
  'docker login': (v) => `docker login -u ci -p ${v} registry.example.org\n`,
  'docker login, piped': (v) => `echo ${v} | docker login -u ci --password-stdin registry.example.org\n`,
  skopeo: (v) => `skopeo copy --src-creds ci:${v} docker://a docker://b\n`,
  'curl, login': (v) => `curl -sS -u "app:${v}" https://a.example.org\n`,
  'curl, --user': (v) => `curl --user app:${v} https://a.example.org\n`,
  sshpass: (v) => `sshpass -p '${v}' ssh root@192.0.2.1 true\n`,
  ldapsearch: (v) => `ldapsearch -x -D cn=admin -w ${v} -b dc=example\n`,
  htpasswd: (v) => `htpasswd -nbB admin ${v}\n`,
  'htpasswd, file': (v) => `htpasswd -bc /etc/a admin "${v}"\n`,
  chpasswd: (v) => `echo "root:${v}" | chpasswd\n`,
  openssl: (v) => `openssl enc -aes-256-cbc -pass pass:${v} -in a -out b\n`,
  mosquitto: (v) => `mosquitto_pub -h a -u b -P ${v} -t c -m d\n`,
  'mc alias': (v) => `mc alias set a http://minio:9000 root ${v}\n`,
  rabbitmqctl: (v) => `rabbitmqctl add_user app ${v}\n`,
  smbclient: (v) => `smbclient //a/b -U 'c%${v}' -c ls\n`,
  etcdctl: (v) => `etcdctl --user root:${v} get a\n`,
  'tailscale up': (v) => `tailscale up --authkey tskey-auth-${v} --ssh\n`,
  cloudflared: (v) => `cloudflared tunnel run --token ${v}\n`,
  'k3s agent': (v) => `k3s agent --server https://a:6443 --token ${v}\n`,
  'apache hash': (v) => `admin:$apr1$${v}$abcdefghijklmnop\n`,
  'bcrypt hash': (v) => `users: ["admin:$2y$10$${v}abcdefghijklmnopqrstuvwxyz0123456789ABC"]\nx: 1\n`,
  shadow: (v) => `root:$6$rounds=5000$abcd$${v}:19000:0:99999:7:::\n`,
  '.pgpass': (v) => `db.example.org:5432:app:app:${v}\n`,
  '.netrc': (v) => `machine a.example.org login app password ${v}\n`,
  '.npmrc': (v) => `//registry.example.org/:_authToken=${v}\n`,
  '.git-credentials': (v) => `https://app:${v}@git.example.org\n`,
  'userlist.txt': (v) => `"app" "${v}"\n`,
  sasl_passwd: (v) => `[smtp.example.org]:587 app@example.org:${v}\n`,
  'login of a registry': (v) => json({ auths: { 'registry.example.org': { auth: base64(`app:${v}`) } } }),
  'login of a registry, spelled': (v) => json({ auths: { a: { username: 'b', password: v } } }),
  WireGuard: (v) => `[Interface]\nPrivateKey = ${v}\nAddress = 192.0.2.1/24\n\n[Peer]\nPresharedKey = ${v}\n`,
  wpa_supplicant: (v) => `network={\n  ssid="a"\n  psk="${v}"\n}\n`,
  'private key': (v) => `-----BEGIN RSA PRIVATE KEY-----\n${v}abcdefghijklmnop\n-----END RSA PRIVATE KEY-----\n`,
  'private key, one line': (v) => json({ key: `-----BEGIN PRIVATE KEY-----\n${v}abcdef\n-----END PRIVATE KEY-----\n` }),
  'private key, cut off': (v) => `a: |\n  -----BEGIN OPENSSH PRIVATE KEY-----\n  ${v}abcdef\n`,
  'private JSON Web Key': (v) => json({ keys: [{ kty: 'EC', crv: 'P-256', x: 'a', d: v }] }),
  'JSON Web Token': (v) => `x: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.${v}abcdefgh\ny: 1\n`,
  'key of Tailscale': (v) => `x: tskey-client-${v}\ny: 1\n`,
  'key of OpenAI': (v) => `x: sk-proj-${v}abcdefgh\ny: 1\n`,
  'key of OpenRouter': (v) => `x: sk-or-v1-${v}abcdefgh\ny: 1\n`,
  'token of GitHub': (v) => `x: ghp_${v}abcdefghijklmnop\ny: 1\n`,
  'token of GitLab': (v) => `x: glpat-${v}abcdefgh\ny: 1\n`,
  'token of Hugging Face': (v) => `x: hf_${v}abcdefgh\ny: 1\n`,
  'token of Slack': (v) => `x: xoxb-1234567890-${v}\ny: 1\n`,
  'token of Grafana': (v) => `x: glsa_${v}abcdefghijklmnop_01234567\ny: 1\n`,
  'token of Vault': (v) => `x: hvs.${v}abcdefghijklmnop\ny: 1\n`,
  'token of k3s': (v) => `x: K10${'0123456789abcdef'.repeat(4)}::server:${v}\ny: 1\n`,
  'key of age': (v) => `# created: today\nAGE-SECRET-KEY-1${v.toUpperCase()}QPZRY9X8GF2TVDW0\n`,
  secureJsonData: (v) => dump({ datasources: [{ name: 'a', secureJsonData: { httpHeaderValue1: v } }] }),
  'basicAuth, pair': (v) => dump({ ingress: { basicAuth: `admin:${v}` } }),
  'basicAuth, map': (v) => dump({ ingress: { basicAuth: { username: 'a', password: v } } }),
  'passwords by user': (v) => dump({ auth: { passwords: { alice: v } } }),
  'list of tokens': (v) => dump({ auth: { tokens: [v, `${v}x`] } }),
  'list of API keys': (v) => dump({ apiKeys: [v] }),
  'Secret among values': (v) =>
    dump({ extraObjects: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, stringData: { user: v } }] }),
  'Secret in a text': (v) =>
    dump({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data: { user: base64(v) } }),
  'encryption at rest': (v) =>
    dump({ resources: [{ providers: [{ aescbc: { keys: [{ name: 'key1', secret: v }] } }] }] }),
  kubeconfig: (v) => dump({ users: [{ name: 'a', user: { 'client-key-data': v, token: v } }] }),
  'default of a variable': (v) => `a: 1\npassword: \${DB_PASSWORD:-${v}}\n`,
  'default within an address': (v) => `a: 1\nurl: redis://:\${REDIS_PASSWORD:-${v}}@redis:6379\n`,
  'base64 of settings': (v) => `x: ${base64(`user: app\npassword: ${v}\n`)}\ny: 1\n`,
  'base64 of JSON': (v) => `x: ${base64(json({ auths: { a: { password: v } } }))}\ny: 1\n`,
  'base64 of a private key': (v) => `key: ${base64(`-----BEGIN ED25519 PRIVATE KEY-----\n${v}\n`)}\ny: 1\n`,
};

/** Where a text may stand. */
const CARRIERS: Readonly<Record<string, (text: string, n: number) => { file: string; content: string }>> = {
  ConfigMap: (text, n) => object(n, 'v1', 'ConfigMap', { data: { 'settings.txt': text } }),
  'ConfigMap, by an ending': (text, n) => object(n, 'v1', 'ConfigMap', { data: { 'app.conf': text } }),
  variable: (text, n) => pod(n, { env: [{ name: 'SETTINGS', value: text }] }),
  script: (text, n) => pod(n, { command: ['sh', '-c', text] }),
  annotation: (text, n) => object(n, 'v1', 'ConfigMap', { data: {} }, { 'example.org/last': text }),
  'values of a HelmRelease': (text, n) =>
    object(n, 'helm.toolkit.fluxcd.io/v2', 'HelmRelease', { spec: { values: { a: { b: text } } } }),
  'values of an Application': (text, n) =>
    object(n, 'argoproj.io/v1alpha1', 'Application', { spec: { source: { helm: { values: dump({ a: text }) } } } }),
  'valuesObject of an Application': (text, n) =>
    object(n, 'argoproj.io/v1alpha1', 'Application', { spec: { source: { helm: { valuesObject: { a: [text] } } } } }),
  'an object of any kind': (text, n) => object(n, 'example.org/v1', 'Thing', { spec: { config: { text } } }),
  'a file': (text, n) => ({ file: `files/${n}.txt`, content: text }),
};

function object(n: number, apiVersion: string, kind: string, body: object, annotations?: object) {
  const metadata = { name: `object-${n}`, namespace: 'apps', ...(annotations && { annotations }) };
  return { file: `${n}.yaml`, content: dump({ apiVersion, kind, metadata, ...body }) };
}

function pod(n: number, container: object) {
  return object(n, 'v1', 'Pod', { spec: { containers: [{ name: 'app', image: 'app:1', ...container }] } });
}

/** Drawn by chance, of words, of digits: unlike every word around it, and no secret of anybody. */
const VALUES: readonly ((n: number, round: string) => string)[] = [
  (n, round) => `Tr0ub4dor${round}${n.toString(36).toUpperCase().padStart(3, '0')}x`,
  (n, round) => `battery-${letters(n)}-staple-${round.toLowerCase()}`,
  (n, round) => `31415${round.charCodeAt(0)}${n + 1000}26`,
];

/** `aaa`, `aab`, …: `ready` and the like are words that mean something. */
function letters(n: number): string {
  return [676, 26, 1].map((of) => String.fromCharCode(97 + (Math.floor(n / of) % 26))).join('');
}

/** Every way of writing once with several names, and every form, each in another place. The same for the same round. */
export function spellings(round: string): Spelling[] {
  const carriers = Object.entries(CARRIERS);
  const named = [
    ...Object.entries(SETTINGS).flatMap(([what, write], row) =>
      Array.from({ length: 7 }, (_, at) => NAMES[(row * 5 + at * 11) % NAMES.length] as string)
        .filter((name) => FITS[what]?.test(name) ?? true)
        .map((name) => [`${what}: ${name}`, (value: string) => write(name, value)] as const),
    ),
  ];
  const settings = named.length;
  const texts = [...named, ...Object.entries(FORMS)];
  return texts.map(([what, write], n) => {
    const [carrier, put] = carriers[(n * 7) % carriers.length] as (typeof carriers)[number];
    // What has no name is told by its form: there a value is one that looks drawn.
    const value = (VALUES[n < settings ? n % VALUES.length : 0] as (typeof VALUES)[number])(n, round);
    return { what: `${what}, in ${carrier}`, value, ...put(write(value), n) };
  });
}
