import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { loweredOf } from '../../../src/backends/artifact';
import { judged, secretSpans } from '../../../src/secrets/detect';
import { build as homelab } from '../../support/homelab';
import { build as idp } from '../../support/idp';
import { build as lab } from '../../support/lab';
import { build as mlops } from '../../support/mlops';
import { build as pi } from '../../support/pi';

const SOUND = join(__dirname, '../../checks/sound');

/** What of these documents would be hidden, and how many words they have. */
function hiddenIn(documents: readonly unknown[]): { hidden: string[]; words: number } {
  const hidden: string[] = [];
  let words = 0;
  for (const document of documents)
    judged(document, {
      visit: (word, how, { name, path }) => {
        words++;
        const isHidden = how === 'whole' || (typeof word === 'string' && secretSpans(word, { name }).length > 0);
        if (how !== 'data' && isHidden) hidden.push(`${path.join('.')}: ${word}`);
        return word;
      },
    });
  return { hidden, words };
}

describe.each(Object.entries({ homelab, idp, lab, mlops, pi }))('of %s', (_, build) => {
  it('at most two of a hundred words are hidden, none of which is a secret', async () => {
    const { artifacts } = await build();
    const texts = artifacts.flatMap(({ content }) => (typeof content === 'string' ? [content] : []));
    const { hidden, words } = hiddenIn([...loweredOf(artifacts).map(({ manifest }) => manifest), texts]);
    expect(words).toBeGreaterThan(400);
    expect(hidden.length / words).toBeLessThanOrEqual(0.02);
  });
});

it('of a hundred sound objects none is', () => {
  const files = readdirSync(SOUND).map((file) => readFileSync(join(SOUND, file), 'utf8'));
  const { hidden, words } = hiddenIn(files.flatMap((text) => loadAll(text)));
  expect(words).toBeGreaterThan(1000);
  expect(hidden).toEqual([]);
});

describe('is no secret', () => {
  it.each([
    ['password: ${DB_PASSWORD}', ''],
    ['url: postgres://app:${DB_PASSWORD}@db:5432/app', ''],
    ['token: $(API_TOKEN)', ''],
    ['api_key: os.environ/OPENAI_API_KEY', ''],
    ['password: "{{ .Values.password }}"', ''],
    ['token: <path:kv/data/app#token>', ''],
    ['existingSecret: app-credentials', ''],
    ['passwordKey: admin-password', ''],
    ['secretName: app-tls', ''],
    ['max_tokens: 4096', ''],
    ['tokenUrl: https://auth.example.org/token', ''],
    ['password_file: /run/secrets/password', ''],
    ['proxy_pass http://app:8080;\nlisten 80;', ''],
    ['image: ghcr.io:443/org/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', ''],
    ['checksum/secret: 0123456789abcdef0123456789abcdef', ''],
    ['s3://bucket@us-east-1/backups', ''],
    ['ssh://git@git.example.org/app.git', ''],
    ['ports: ["-p", "8080:80"]', ''],
    ['mac: c6:07:27:af:fb:53', ''],
    ["ALTER ROLE app PASSWORD :'password';", ''],
    ['system:admin', 'user'],
    ['1000:1000', 'user'],
  ])('%s', (text, name) => {
    expect(secretSpans(text, { name }).map(([from, to]) => text.slice(from, to))).toEqual([]);
  });
});

describe('is hidden as a whole or not at all', () => {
  it.each([
    ['password: ${DB_PASSWORD:-Tr0ub4dorA1}', '${DB_PASSWORD:-Tr0ub4dorA1}'],
    ['url: redis://:${PASSWORD:-Tr0ub4dorA1}@redis', '${PASSWORD:-Tr0ub4dorA1}'],
    ['password: before${DB_PASSWORD}Tr0ub4dorA1', 'before${DB_PASSWORD}Tr0ub4dorA1'],
    ['password: correct horse battery staple # ours', 'correct horse battery staple'],
    ['a: 1\npassword: {{ x }}Tr0ub4dorA1', '{{ x }}Tr0ub4dorA1'],
  ])('%s', (text, secret) => {
    expect(secretSpans(text).map(([from, to]) => text.slice(from, to))).toEqual([secret]);
  });
});

it('takes time in proportion to the secrets', () => {
  const text = (count: number) => Array.from({ length: count }, (_, n) => `password_${n}: Tr0ub4dor${n}`).join('\n');
  expect(secretSpans(text(4000))).toHaveLength(4000);
  expect(secretSpans(`[${text(4000).replaceAll('\n', ', ')}`)).toHaveLength(4000);
});
