import { compare } from '../../src/preview/compare';
import { sideOfTree } from '../../src/preview/read/tree';
import { compared, deployment, object } from './support';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const config = (key: string, text: string) => object('ConfigMap', `data: ${JSON.stringify({ [key]: text })}`);
const secret = (key: string, value: string) =>
  object('Secret', `stringData: ${JSON.stringify({ [key]: value })}`, { name: 'known' });
const release = (values: string) =>
  object('HelmRelease', `spec: {values: ${values}}`, { apiVersion: 'helm.toolkit.fluxcd.io/v2' });

/** A value, its two states, and no letter of either in what is said. */
const BEFORE = 'kX9-canary/Vq7+one';
const AFTER = 'Zw3-canary/Ht8+two';
const spellings = (value: string) => [
  value,
  'canary',
  base64(value),
  base64(value).slice(2, 18),
  encodeURIComponent(value),
  ...[1, 2].map((shift) => base64(' '.repeat(shift) + value).slice(4, 20)),
];

/** Places in which a secret may stand, told by the place alone. */
const TELLING: readonly (readonly [string, (value: string) => string])[] = [
  ['data of a Secret', (value) => object('Secret', `data: {a: ${base64(value)}}`)],
  ['a Secret in plain', (value) => object('Secret', `stringData: {a: "${value}"}`)],
  [
    'a Secret of another type',
    (value) => object('Secret', `type: kubernetes.io/tls\ndata: {tls.key: ${base64(value)}}`),
  ],
  [
    'ciphertext',
    (value) => object('SealedSecret', `spec: {encryptedData: {a: "${value}"}}`, { apiVersion: 'bitnami.com/v1alpha1' }),
  ],
  ['a variable that says so', (value) => deployment('', `env: [{name: DB_PASSWORD, value: "${value}"}]`)],
  ['an option', (value) => deployment('', `args: ["--token=${value}"]`)],
  ['an option and its value', (value) => deployment('', `args: [--api-key, "${value}"]`)],
  [
    'an address',
    (value) => deployment('', `env: [{name: URL, value: "postgres://user:${encodeURIComponent(value)}@host/db"}]`),
  ],
  ['values of a chart', (value) => release(`{auth: {adminPassword: "${value}"}}`)],
  ['variables in values', (value) => release(`{env: [{name: API_TOKEN, value: "${value}"}]}`)],
  ['YAML in a ConfigMap', (value) => config('a.yaml', `general:\n  master_key: "${value}"\n`)],
  ['a block in a ConfigMap', (value) => config('a.yaml', `general:\n  password: |\n    ${value}\n  other: 1\n`)],
  ['JSON in a ConfigMap', (value) => config('a.json', `{"user": "x", "clientSecret": "${value}"}`)],
  ['INI in a ConfigMap', (value) => config('a.ini', `[db]\npassword = ${value}\n`)],
  ['redis.conf', (value) => config('redis.conf', `port 6379\nrequirepass ${value}\n`)],
  ['a header', (value) => config('nginx.conf', `location / { proxy_set_header Authorization "Bearer ${value}"; }`)],
  [
    'a private key',
    (value) => config('a', `-----BEGIN RSA PRIVATE KEY-----\n${value}\n-----END RSA PRIVATE KEY-----\n`),
  ],
  [
    'what was applied',
    (value) =>
      config('a', '1').replace(
        '{name: app}',
        `{name: app, annotations: {kubectl.kubernetes.io/last-applied-configuration: "${value}"}}`,
      ),
  ],
  ['YAML that is none', (value) => `a: [\npassword: ${value}\n`],
  ['a Secret that is no YAML', (value) => `kind: Secret\nmetadata: {name: a\nstringData: {a: ${value}}\n`],
  ['a Secret without a name', (value) => `apiVersion: v1\nkind: Secret\nstringData: {a: ${value}}\n`],
  ['a file of passwords', (value) => config('.pgpass', `db:5432:app:app:${value}\n`)],
  ['exported variables', (value) => config('app.env', `export SECRET_KEY_BASE=${value}\n`)],
  ['a variable of psql', (value) => deployment('', `command: [sh, -c, "PGPASSWORD=${value} psql"]`)],
  ['a login of curl', (value) => deployment('', `command: [sh, -c, "curl -u admin:${value} http://x"]`)],
  ['a login to a registry', (value) => config('config.json', `{"auths": {"r": {"auth": "${base64(value)}"}}}`)],
  ['XML in a ConfigMap', (value) => config('a.xml', `<db><password>${value}</password></db>`)],
  ['short names', (value) => config('a.yaml', `smtp: {user: a, pass: "${value}"}\n`)],
  ['a webhook', (value) => config('a', `https://hooks.slack.com/services/T0/B0/${value.replace('+', '-')}`)],
];

describe('no letter of a secret', () => {
  it.each(TELLING)('%s', (_, place) => {
    for (const [before, after] of [
      [place(BEFORE), place(AFTER)],
      [place(BEFORE), '{}'],
      ['{}', place(AFTER)],
    ] as const) {
      const said = JSON.stringify(compared(before, after));
      for (const text of [...spellings(BEFORE), ...spellings(AFTER)]) expect(said).not.toContain(text);
    }
  });

  const ELSEWHERE: readonly (readonly [string, (value: string) => string])[] = [
    ['in a ConfigMap', (value) => config('a', `see ${value}.`)],
    ['as a key', (value) => config('a.json', JSON.stringify({ [value]: 1 }))],
    ['in a variable', (value) => deployment('', `env: [{name: PLAIN, value: "x${value}x"}]`)],
    ['in base64, among others', (value) => deployment('', `env: [{name: PLAIN, value: "${base64(`user:${value}`)}"}]`)],
    [
      'in an address',
      (value) => deployment('', `env: [{name: PLAIN, value: "https://x/?q=${encodeURIComponent(value)}"}]`),
    ],
    [
      'in an annotation',
      (value) =>
        config('a', '1').replace(
          '{name: app}',
          `{name: app, annotations: {x: ${JSON.stringify(JSON.stringify({ a: value }))}}}`,
        ),
    ],
  ];

  it.each(ELSEWHERE)('that a Secret holds, %s', (_, place) => {
    const side = (value: string) => `${place(value)}---\n${secret('a', value)}`;
    const said = JSON.stringify(compared(side(BEFORE), side(AFTER)));
    for (const text of [...spellings(BEFORE), ...spellings(AFTER)]) expect(said).not.toContain(text);
  });

  it('in a file, by its name or by what it says', () => {
    const tree = (value: string) => ({
      'conf/id_ed25519': value,
      'conf/token': value,
      'conf/app.env': `API_KEY=${value}\n`,
      'conf/x.txt': value,
      'secret.yaml': secret('a', value),
    });
    const said = JSON.stringify(compared(tree(BEFORE), tree(AFTER)));
    for (const text of [...spellings(BEFORE), ...spellings(AFTER)]) expect(said).not.toContain(text);
  });

  it('of a variable that a contract names', () => {
    const side = (value: string) => ({
      ...sideOfTree('test', [{ file: 'a.yaml', content: deployment('', `env: [{name: PLAIN, value: "${value}"}]`) }]),
      beyond: {
        contracts: [
          {
            namespace: 'x',
            name: 'x',
            version: 1,
            store: 'manual' as never,
            keys: [{ name: 'PLAIN', from: 'manual' as never }],
          },
        ],
        connections: [],
        machines: {},
      },
    });
    expect(JSON.stringify(compare(side(BEFORE), side(AFTER)))).not.toContain('canary');
  });
});

describe('that it changed can be told', () => {
  const fields = (before: string, after: string) =>
    compared(before, after).objects[0]?.fields.map(({ path, before, after }) => [path.at(-1), before, after]);

  it('by two words', () => {
    expect(fields(object('Secret', 'data: {a: YQ==, b: Yg==}'), object('Secret', 'data: {a: YQ==, b: Yw==}'))).toEqual([
      ['b', '‹hidden: before›', '‹hidden: after›'],
    ]);
  });

  it('of a key that is new', () => {
    expect(fields(object('Secret', 'data: {a: YQ==}'), object('Secret', 'data: {a: YQ==, b: Yg==}'))).toEqual([
      ['b', undefined, '‹hidden: after›'],
    ]);
  });

  it('of two that change places', () => {
    expect(fields(object('Secret', 'data: {a: YQ==, b: Yg==}'), object('Secret', 'data: {a: Yg==, b: YQ==}'))).toEqual([
      ['a', '‹hidden: 1›', '‹hidden: 2›'],
      ['b', '‹hidden: 2›', '‹hidden: 1›'],
    ]);
  });

  it('and what is beside it is still said', () => {
    expect(
      fields(config('a.yaml', 'api_key: sk-0001-one\nport: 1\n'), config('a.yaml', 'api_key: sk-0002-two\nport: 2\n')),
    ).toEqual([
      ['api_key', '‹hidden: before›', '‹hidden: after›'],
      ['port', 1, 2],
    ]);
  });
});

describe('is no secret', () => {
  it.each([
    ['where one is', deployment('', 'env: [{name: API_TOKEN, value: "$(OTHER)"}]'), '$(OTHER)'],
    ['that of the environment', config('a.yaml', 'api_key: os.environ/KEY\n'), 'os.environ/KEY'],
    ['the name of a Secret', release('{existingSecret: my-own}'), 'my-own'],
    [
      'a word that is a name as well',
      `${secret('user', 'litellm')}---\n${config('a', 'runs litellm')}`,
      'runs litellm',
    ],
    [
      'a name of an object',
      `${secret('user', 'open-webui-1')}---\n${object('ConfigMap', 'data: {a: of open-webui-1}', { name: 'open-webui-1' })}`,
      'of open-webui-1',
    ],
  ])('%s', (_, tree, text) => {
    expect(JSON.stringify(compared('{}', tree))).toContain(text);
  });
});

describe('is shown to whoever names it', () => {
  const shown = (tree: string, ...names: string[]) => {
    const side = (text: string) => sideOfTree('test', [{ file: 'all.yaml', content: text }]);
    return JSON.stringify(compare(side('{}'), side(tree), { shown: new Set(names) }));
  };

  it.each([
    ['a field', release('{page: {token: left-handed-7}}'), 'token', 'left-handed-7'],
    ['a variable', deployment('', 'env: [{name: TOKEN_KIND_SECRET, value: jwt-9}]'), 'TOKEN_KIND_SECRET', 'jwt-9'],
    ['a setting in a text', config('a.yaml', 'a: 1\npassword: by-mail-8\n'), 'password', 'by-mail-8'],
    ['a setting in lines', config('a.ini', '[a]\npassword = by-mail-8\n'), 'password', 'by-mail-8'],
    [
      'elsewhere, what a Secret has under that key',
      `${secret('user', 'left-handed')}---\n${config('a', 'is left-handed')}`,
      'user',
      'is left-handed',
    ],
  ])('%s', (_, tree, name, text) => {
    expect(shown(tree)).not.toContain(text);
    expect(shown(tree, name)).toContain(text);
  });

  it('but not the key of a Secret', () => {
    expect(shown(secret('password', BEFORE), 'password')).not.toContain('canary');
    expect(shown(secret('password', BEFORE), 'data', 'stringData', 'known')).not.toContain('canary');
  });
});

it('a password that is the name of a field hides no field', () => {
  const before = `${secret('a', 'metadata')}---\n${secret('b', 'Deployment').replace('known', 'other')}---\n`;
  const { objects } = compared(before + deployment(''), before + deployment('hostNetwork: true'));
  expect(objects.map(({ object: { kind }, after }) => [kind, after?.kind, after?.metadata.name])).toEqual([
    ['Deployment', 'Deployment', 'app'],
  ]);
});

it('a password that is the name of a component is hidden where it stands, and the component is shown', () => {
  const tree = (tag: string) =>
    release(`{matrix: {image: x/matrix:${tag}, config: {databasePassword: matrix}}, parts: [{name: matrix}]}`);
  const text = JSON.stringify(compared(tree('1'), tree('2')).objects[0]);
  expect(text).toContain('x/matrix:2');
  expect(text).not.toContain('"databasePassword":"matrix"');
});
