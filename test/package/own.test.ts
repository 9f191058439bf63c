import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ended, run } from '../support/steading';

const MINUTES = 60_000;
const room = mkdtempSync(join(tmpdir(), 'steading-own-'));
const own = join(room, 'home');
const archive = join(room, 'steading.tgz');
const read = (path: string) => readFileSync(join(own, path), 'utf8');
const steading = (...args: string[]) => run('npx', ['--no-install', 'steading', ...args], { cwd: own });

async function succeeds(ended: Promise<Ended>): Promise<string> {
  const { code, stdout, stderr } = await ended;
  expect([code, code === 0 ? '' : stdout + stderr]).toEqual([0, '']);
  return stdout;
}

/** The package in a repository that `steading init` has begun, with what npm brings and nothing of this one. */
beforeAll(async () => {
  const packed = await succeeds(run('npm', ['pack', '--json', '--pack-destination', room]));
  const [{ filename }] = JSON.parse(packed.slice(packed.indexOf('[\n')));
  await succeeds(run('mv', [join(room, filename), archive]));
  await succeeds(run(process.execPath, ['bin/steading.js', 'init', own, '--delivery', 'flux']));
  const manifest = JSON.parse(read('package.json'));
  manifest.dependencies.steading = `file:${archive}`;
  writeFileSync(join(own, 'package.json'), JSON.stringify(manifest));
  await succeeds(run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: own }));
}, 10 * MINUTES);

afterAll(() => rmSync(room, { recursive: true, force: true }));

it('holds no test, no stack and no configuration of ours', async () => {
  const files = (await succeeds(run('tar', ['tzf', archive]))).split('\n');
  expect(files).toEqual(expect.arrayContaining(['package/lib/src/index.js', 'package/lib/src/index.d.ts']));
  expect(files.filter((file) => /^package\/(test|stacks|bench|docs|Pulumi)|\.test\./.test(file))).toEqual([]);
});

it('writes the tree of a repository that has just begun, and compiles', async () => {
  expect(await succeeds(steading('synth'))).toContain('0 errors, 0 warnings');
  expect(existsSync(join(own, 'dist/home/apps/namespaces/namespace-apps.yaml'))).toBe(true);
  await succeeds(run('npm', ['run', 'typecheck'], { cwd: own }));
  await succeeds(run('npm', ['test'], { cwd: own }));
});

it('adds a component, whose test passes', async () => {
  await succeeds(steading('new', 'component', 'home', 'wiki', '--image', 'docker.io/library/nginx:1.29.1'));
  expect(read('stacks/home.ts')).toContain("new Wiki(stack, 'wiki', { on: apps, version: '1.29.1' })");
  await succeeds(run('npm', ['run', 'typecheck'], { cwd: own }));
  await succeeds(run('npm', ['test'], { cwd: own }));
});

it('adds an environment in the repository itself', async () => {
  await succeeds(steading('new', 'environment', 'edge'));
  expect(existsSync(join(own, 'stacks/edge.ts'))).toBe(true);
  expect(await succeeds(steading('check', 'edge'))).toContain('0 errors');
});

it('says what TypeScript says, with the place', async () => {
  const before = read('stacks/edge.ts');
  writeFileSync(join(own, 'stacks/edge.ts'), before.replace('traffic:', 'trafic:'));
  const { code, stdout } = await steading('check', 'edge');
  writeFileSync(join(own, 'stacks/edge.ts'), before);
  expect([code, stdout]).toEqual([1, expect.stringMatching(/^stacks\/edge.ts:\d+:\d+\nerror .*'trafic'/)]);
});

it('says what a change does, compared with a commit', async () => {
  const git = (...args: string[]) =>
    succeeds(run('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: own }));
  await git('init', '-q', '-b', 'main');
  await git('add', '-A');
  await git('commit', '-qm', 'begin');
  await succeeds(steading('new', 'component', 'home', 'cards', '--image', 'docker.io/library/nginx:1.29.1'));
  expect(await succeeds(steading('preview', 'home', '--base', 'HEAD'))).toContain('cards');
});

it.each(['node16', 'bundler'])('its types resolve under %s', async (resolution) => {
  const module = resolution === 'node16' ? 'node16' : 'preserve';
  const text = `import { Cluster } from 'steading';
import { Redis } from 'steading/constructs/redis/server';
import { render } from 'steading/testing';
const wrong: string = [Cluster, Redis, render];
`;
  writeFileSync(join(own, 'resolved.ts'), text);
  const options = ['--ignoreConfig', '--noEmit', '--strict', '--target', 'es2022', '--types', 'node'];
  const { stdout } = await run(
    'npx',
    ['tsc', ...options, '--module', module, '--moduleResolution', resolution, 'resolved.ts'],
    { cwd: own },
  );
  rmSync(join(own, 'resolved.ts'));
  // One error, the one that is there to be found: nothing was taken for `any`.
  expect(stdout.match(/error TS\d+/g)).toEqual(['error TS2322']);
});

it('publint and arethetypeswrong find nothing', async () => {
  const lint = await run('npx', ['--yes', 'publint@0.3.25', archive, '--strict'], { cwd: room });
  expect([lint.code, lint.stdout]).toEqual([0, expect.stringContaining('All good')]);
  const types = await run(
    'npx',
    ['--yes', '@arethetypeswrong/cli@0.18.5', archive, '--profile', 'node16', '--format', 'json'],
    { cwd: room },
  );
  expect([types.code, types.code === 0 ? '' : types.stdout + types.stderr]).toEqual([0, '']);
});
