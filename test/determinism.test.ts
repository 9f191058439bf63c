import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { parse, stringify } from 'yaml';
import type { Environment } from '../src/model/environment';
import { build, GPU, HOMELAB } from './support/homelab';
import { IDP } from './support/idp';
import { clone, contents, temporary } from './support/project';
import { shuffled } from './support/shuffle';
import { ROOT, run, steading } from './support/steading';

const STACK = readFileSync(join(ROOT, 'stacks/homelab.ts'), 'utf8');
let original: Awaited<ReturnType<typeof build>>;

beforeAll(async () => {
  original = await build();
});

describe('the same description gives the same bytes', () => {
  it('twice in one process', async () => {
    expect(await build()).toEqual({ ...original, graph: expect.anything() });
  });

  it('in another folder, time zone and locale, where the process really is in them', async () => {
    const copy = clone();
    const env = { TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8' };
    const probe = 'console.log((1.5).toLocaleString(), new Date(0).getHours(), new Date(0).getMinutes())';
    expect((await run(process.execPath, ['-e', probe], { env })).stdout).toBe('1,5 5 30\n');

    const [here, there] = [join(temporary(), 'out'), join(copy, 'out')];
    const first = await steading(['synth', 'homelab', '--out', here]);
    const second = await steading(['synth', 'homelab', '--out', there], { cwd: copy, program: copy, env });
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(contents(there)).toEqual(contents(here));
    expect(Object.keys(contents(here)).length).toBeGreaterThan(50);

    const models = [
      await steading(['model', 'homelab']),
      await steading(['model', 'homelab'], { cwd: copy, program: copy, env }),
    ];
    expect(models[1]?.stdout).toBe(models[0]?.stdout);
  });
});

describe('the order of statements in a stack says nothing', () => {
  it('shuffling moves statements, and leaves constants before their use', () => {
    const seeds = Array.from({ length: 20 }, (_, seed) => seed);
    expect(new Set(seeds.map((seed) => shuffled(STACK, seed))).size).toBe(20);
    const small = 'run({ build() { const a = 1; use(a); const b = a; const c = b; use(c); use(b) } })';
    for (const seed of seeds) {
      const used: number[] = [];
      const program = new Function('run', 'use', shuffled(small, seed));
      program(
        ({ build }: { build: () => void }) => build(),
        (value: number) => used.push(value),
      );
      expect(used).toEqual([1, 1, 1]);
    }
  });

  it.each(Array.from({ length: 20 }, (_, seed) => seed))('shuffle %i', async (seed) => {
    const { files, model } = await build(HOMELAB, evaluated(shuffled(STACK, seed), 'stacks'));
    expect(files).toEqual(original.files);
    expect(JSON.stringify(model)).toBe(JSON.stringify(original.model));
  });

  it.each(Array.from({ length: 8 }, (_, seed) => seed))('shuffle %i of idp, with several models', async (seed) => {
    const several = IDP.replace('# openWebUi: [openai, anthropic]', 'openWebUi: [tailscale, openai, anthropic] #');
    const source = readFileSync(join(ROOT, 'stacks/idp.ts'), 'utf8');
    const expected = await build(several, evaluated(source, 'stacks'));
    const { files, model } = await build(several, evaluated(shuffled(source, seed), 'stacks'));
    expect(files).toEqual(expected.files);
    expect(model).toEqual(expected.model);
  });

  it('nor where there are two of everything', async () => {
    const source = readFileSync(join(ROOT, 'test/fixtures/two.ts'), 'utf8');
    const made = async (text: string) => {
      const { graph, files, model, findings } = await build('config: {}', evaluated(text, 'test/fixtures'));
      return { graph: JSON.stringify(graph), files, model, said: findings.map(({ message }) => message) };
    };
    const expected = await made(source);
    expect(expected.said).toEqual([]);
    for (let seed = 0; seed < 20; seed++) expect(await made(shuffled(source, seed))).toEqual(expected);
  });
});

it('the order of keys in the configuration says nothing', async () => {
  const turned = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, child]) => [key, turned(child)]),
    );
  };
  const config = stringify(turned(parse(HOMELAB)));
  expect(config.indexOf('versions')).toBeLessThan(config.indexOf('domain'));
  expect((await build(config)).files).toEqual(original.files);
});

/** Paths of the files in which a text stands. */
const saying = (text: RegExp) => Object.keys(original.files).filter((path) => text.test(original.files[path] ?? ''));

/** Every Application whose component has files of its own reads the repository. */
const readers = () => saying(/self-hosted-ai\.git/).filter((path) => !path.includes('appproject'));

/** The environment that the text of a stack exports, as if it stood in a folder. */
function evaluated(source: string, folder: string): Environment {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const code = ts.transpile(source, options);
  const module: { default?: Environment } = {};
  const require_ = (id: string) => require(id.startsWith('.') ? join(ROOT, folder, id) : id);
  new Function('require', 'exports', code)(require_, module);
  if (!module.default) throw new Error('the stack exports nothing');
  return module.default;
}

describe('one value changed in the configuration changes the files that say it, and no others', () => {
  const platform = (component: string, ...names: string[]) => names.map((name) => `platform/${component}/${name}.yaml`);
  it.each<[string, [string, string], string[] | (() => string[])]>([
    [
      'the domain',
      ['domain: vectorweight.com', 'domain: home.example'],
      () => {
        const named = saying(/\b[a-z0-9]+\.vectorweight\.com|-vectorweight-com-tls/);
        const renamed = named.map((path) => path.replace('vectorweight-com', 'home-example'));
        return [...new Set([...named, ...renamed, ...platform('searxng', 'deployment-searxng')])];
      },
    ],
    ['the version of an image', ['redis: 7.4.6-alpine', 'redis: 7.4.7-alpine'], platform('redis', 'statefulset-redis')],
    ['the version of a chart', ['traefik: 41.3.0', 'traefik: 41.3.1'], ['applications/traefik.yaml']],
    [
      'the size of a claim',
      ['models: 60Gi', 'models: 80Gi'],
      platform('ollama', 'persistentvolumeclaim-ollama-models'),
    ],
    ['the size in a claim template', ['redis: 2Gi', 'redis: 3Gi'], platform('redis', 'statefulset-redis')],
    ['the network of pods, which no object names', ['podCidr: 10.42.0.0/16', 'podCidr: 10.44.0.0/16'], []],
    [
      'a model added, which restarts what reads the list',
      ['gpu: ["qwen2.5-coder:14b"]', 'gpu: ["qwen2.5-coder:14b", "gemma3:12b"]'],
      platform('litellm', 'configmap-litellm-config', 'deployment-litellm'),
    ],
    ['what inference may take', ['memoryLimit: 12Gi', 'memoryLimit: 14Gi'], platform('ollama', 'deployment-ollama')],
    [
      'who signs',
      ['email: admin@vectorweight.com # (assumption)', 'email: ops@vectorweight.com'],
      platform('cert-manager', 'clusterissuer-acme'),
    ],
    ['the repository', ['self-hosted-ai.git', 'tree.git'], () => saying(/self-hosted-ai\.git/)],
    ['the revision', ['revision: main', 'revision: live'], readers],
  ])('%s', async (_, [from, to], named) => {
    expect(HOMELAB.split(from)).toHaveLength(2);
    const { files } = await build(HOMELAB.replace(from, to));
    const expected = typeof named === 'function' ? named() : named;
    const paths = new Set([...Object.keys(files), ...Object.keys(original.files)]);
    const changed = [...paths].filter((path) => files[path] !== original.files[path]).sort();
    expect(changed).toEqual([...expected].sort());
  });

  it('the address of another environment', async () => {
    const { files } = await build(HOMELAB, undefined, GPU.replace('192.168.1.99', '192.168.1.98'));
    const changed = Object.keys(files).filter((path) => files[path] !== original.files[path]);
    const named = saying(/192\.168\.1\.99/);
    expect(changed).toEqual(named);
    expect(named).toContain('platform/gpu-worker/endpointslice-ollama.yaml');
  });
});
