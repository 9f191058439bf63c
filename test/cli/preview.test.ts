import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { contents, project, stack, temporary } from '../support/project';
import { Session } from '../support/session';
import { ROOT } from '../support/steading';

/** What is asked here is a process of its own; what it starts to build a base are others. */
const session = new Session();

const BODY = `const cluster = stack.cluster('k3s', CLUSTER);
new src.Workload(new src.Component(stack, 'web'), 'web', { ...WEB, on: cluster.namespace('shop'), replicas: 1 });`;
const MORE = BODY.replace('replicas: 1', 'replicas: 2');

/** Counts how often it is run, as the Steading of a base. */
const PROGRAM = `require('node:fs').appendFileSync(process.env.RUNS ?? '/dev/null', process.argv.slice(2).join(' ') + '\\n');
require(${JSON.stringify(join(ROOT, 'bin/steading.js'))});\n`;

function git(folder: string, ...args: readonly string[]): string {
  const config = ['-c', 'user.name=me', '-c', 'user.email=me@example.org', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...config, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

function put(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** A project under Git with one environment, on a branch of its own. */
function repository(prefix = ''): string {
  const folder = project({
    [`${prefix}stacks/shop.ts`]: stack('shop', BODY),
    [`${prefix}Pulumi.shop.yaml`]: 'config: {}\n',
    [`${prefix}bin/steading.js`]: PROGRAM,
    [`${prefix}.gitignore`]: 'node_modules\n',
    [`${prefix}node_modules/.keep`]: '',
  });
  git(folder, 'init', '--quiet');
  commit(folder, 'one');
  git(folder, 'checkout', '--quiet', '-b', 'work');
  return folder;
}

function commit(folder: string, message: string): void {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', message);
}

async function preview(
  cwd: string,
  args: readonly string[] = ['--base', 'main'],
  env: Readonly<Record<string, string>> = {},
) {
  const { code, stdout, stderr } = await session.steading(['preview', ...args, '--format', 'json'], { cwd, env });
  const said = stdout === '' ? undefined : JSON.parse(stdout);
  const counts = said?.environments.map((one: { environment: string; counts: object }) => [
    one.environment,
    one.counts,
  ]);
  return { code, stderr, said, counts };
}

const CHANGED = [['shop', expect.objectContaining({ added: 0, changed: 1, removed: 0 })]];
const SAME = [['shop', expect.objectContaining({ added: 0, changed: 0, removed: 0 })]];

describe('steading preview --base', () => {
  it('compares what is not committed yet, and leaves everything as it was', async () => {
    const folder = repository();
    put(folder, 'stacks/shop.ts', stack('shop', MORE));
    const hook = join(folder, '.git/hooks/post-checkout');
    writeFileSync(hook, '#!/bin/sh\necho hooked >> hooked\n');
    chmodSync(hook, 0o755);
    const before = contents(folder);
    expect(await preview(folder)).toMatchObject({ code: 0, counts: CHANGED });
    const after = contents(folder);
    const kept = Object.keys(after).filter((path) => !path.startsWith('node_modules/.cache/'));
    expect(Object.fromEntries(kept.map((path) => [path, after[path]]))).toEqual(before);
    expect(git(folder, 'worktree', 'list').split('\n')).toHaveLength(1);
  });

  it('starts from the commit where the branch began, not from what came after', async () => {
    const folder = repository();
    put(folder, 'stacks/shop.ts', stack('shop', MORE));
    commit(folder, 'two');
    git(folder, 'checkout', '--quiet', 'main');
    put(folder, 'stacks/other.ts', stack('other', BODY));
    put(folder, 'Pulumi.other.yaml', 'config: {}\n');
    commit(folder, 'elsewhere');
    git(folder, 'checkout', '--quiet', 'work');
    expect(await preview(folder)).toMatchObject({ code: 0, counts: CHANGED });
  });

  it('makes a base once', async () => {
    const folder = repository();
    const RUNS = join(temporary(), 'runs');
    for (let i = 0; i < 2; i++)
      expect(await preview(folder, undefined, { RUNS })).toMatchObject({ code: 0, counts: SAME });
    expect(readFileSync(RUNS, 'utf8')).toBe('side\n');
    expect(readdirSync(join(folder, 'node_modules/.cache/steading/preview'))).toHaveLength(1);
  });

  it('asks a base that is older than previews for its trees', async () => {
    const folder = repository();
    const old = `if (process.argv[2] === 'side') { console.error("error: unknown command 'side'"); process.exit(2); }\n${PROGRAM}`;
    put(folder, 'bin/steading.js', old);
    commit(folder, 'an old one');
    git(folder, 'branch', '--force', 'main');
    expect(await preview(folder)).toMatchObject({ code: 0, counts: SAME });
    put(folder, 'stacks/shop.ts', stack('shop', MORE));
    expect(await preview(folder)).toMatchObject({ code: 0, counts: CHANGED });
  });

  it('knows environments that come and go', async () => {
    const folder = repository();
    put(folder, 'stacks/other.ts', stack('other', BODY));
    put(folder, 'Pulumi.other.yaml', 'config: {}\n');
    const { counts } = await preview(folder);
    expect(counts).toEqual([['other', expect.objectContaining({ changed: 0, removed: 0 })], ...SAME]);
    expect(counts[0][1].added).toBeGreaterThan(1);
    expect(await preview(folder, ['shop', '--base', 'main'])).toMatchObject({ code: 0, counts: SAME });
    commit(folder, 'two');
    git(folder, 'branch', '--force', 'main');
    git(folder, 'rm', '--quiet', '-r', 'stacks/other.ts', 'Pulumi.other.yaml');
    const { counts: gone } = await preview(folder);
    expect(gone[0][1].removed).toBe(counts[0][1].added);
  });

  it('works for a project in a folder of a repository', async () => {
    const folder = repository('infra/');
    put(folder, 'infra/stacks/shop.ts', stack('shop', MORE));
    expect(await preview(join(folder, 'infra'))).toMatchObject({ code: 0, counts: CHANGED });
  });

  it('gives a base with other dependencies its own', async () => {
    const folder = repository();
    const place = temporary();
    put(folder, 'package-lock.json', '{"lockfileVersion":3}');
    put(place, 'npm', `#!/bin/sh\necho "stand-in of npm: $*" >> ${place}/log\n`);
    chmodSync(join(place, 'npm'), 0o755);
    const ended = await preview(folder, undefined, { PATH: [place, process.env.PATH].join(delimiter) });
    expect(ended).toMatchObject({ code: 0, counts: SAME, stderr: expect.stringContaining('npm ci for it') });
    expect(readFileSync(join(place, 'log'), 'utf8')).toMatch(/^stand-in of npm: ci --ignore-scripts/);
  });

  it('says what keeps one environment from being built, and shows the others', async () => {
    const folder = repository();
    put(folder, 'stacks/other.ts', stack('other', "throw new Error('no such disk');"));
    put(folder, 'Pulumi.other.yaml', 'config: {}\n');
    const { code, said, counts } = await preview(folder);
    expect([code, counts]).toEqual([2, SAME]);
    expect(said.failed).toMatchObject([{ environment: 'other', side: 'after' }]);
    expect(JSON.stringify(said.failed)).toContain('no such disk');
  });

  it('fails nobody for a base that could not be built', async () => {
    const folder = repository();
    put(folder, 'stacks/shop.ts', stack('shop', "throw new Error('no such disk');"));
    commit(folder, 'broken');
    git(folder, 'branch', '--force', 'main');
    put(folder, 'stacks/shop.ts', stack('shop', BODY));
    const { code, said } = await preview(folder);
    expect([code, said.failed]).toEqual([0, [expect.objectContaining({ environment: 'shop', side: 'before' })]]);
  });
});

describe('steading preview refuses', () => {
  it('ends with 1 for a risk, and with 0 where the pull request accepts it', async () => {
    const folder = repository();
    put(folder, 'stacks/shop.ts', stack('shop', BODY.replace('replicas: 1', 'replicas: 0')));
    const asked = ['--base', 'main', '--fail-on', 'downtime'];
    expect((await preview(folder, asked)).code).toBe(1);
    put(folder, 'text.md', 'accept-risk: downtime/scaled-to-zero web because the shop is closed in August\n');
    const accepted = await preview(folder, [...asked, '--accept', 'text.md']);
    expect([accepted.code, accepted.stderr, accepted.said.stale]).toEqual([0, '', []]);
    put(
      folder,
      'text.md',
      'accept-risk: data/claim-removed because it is scratch\naccept-risk: downtime/scaled because\n',
    );
    const vain = await preview(folder, [...asked, '--accept', 'text.md']);
    expect(vain.code).toBe(1);
    expect(vain.said.stale).toMatchObject([{ code: 'data/claim-removed', why: 'it is scratch' }]);
    expect(vain.said.misread).toEqual([
      expect.stringContaining("'accept-risk: downtime/scaled because' accepts nothing"),
    ]);
  });

  it.each([
    [
      'a base that is none',
      ['--base', 'mian'],
      2,
      "'mian' is no commit of this repository\nto fix: did you mean 'main'?",
    ],
    ['an environment that is none', ['shpo'], 2, "unknown environment 'shpo'\nto fix: did you mean 'shop'?"],
    ['a risk that is none', ['--fail-on', 'data,dta'], 2, "'dta' is no risk; expected one or more of data,"],
    ['two ways at once', ['--base', 'main', '--live'], 2, "option '--live' cannot be used with option '--base <ref>'"],
    ['a tree that is none', ['--against', 'nowhere'], 2, "there is no folder 'nowhere'"],
    ['a text that is none', ['--accept', 'nowhere'], 2, "'nowhere' cannot be read: ENOENT"],
    ['a cluster that is none', ['--live', '--kubeconfig', 'nowhere'], 3, 'there is no kubeconfig that can be read'],
  ])('%s', async (_, args, code, message) => {
    const ended = await session.steading(['preview', ...args], { cwd: repository() });
    expect([ended.code, ended.stdout]).toEqual([code, '']);
    expect(ended.stderr).toContain(message);
  });

  it('a clone that is too shallow', async () => {
    const folder = repository();
    put(folder, 'a', 'a');
    commit(folder, 'two');
    const shallow = temporary();
    git(shallow, 'clone', '--quiet', '--depth', '1', '--no-single-branch', `file://${folder}`, 'clone');
    const { code, stderr } = await session.steading(['preview', '--base', 'origin/main'], {
      cwd: join(shallow, 'clone'),
    });
    expect([code, stderr]).toEqual([2, expect.stringContaining('git fetch --unshallow')]);
  });

  it('a folder without Git, for which there is another way', async () => {
    const folder = project({ 'stacks/shop.ts': stack('shop', BODY), 'Pulumi.shop.yaml': 'config: {}\n' });
    const { code, stderr } = await session.steading(['preview'], { cwd: folder });
    expect([code, stderr]).toEqual([2, expect.stringContaining('--against DIR')]);
  });

  it('a base that cannot be made, in its own words', async () => {
    const folder = repository();
    put(folder, 'bin/steading.js', "throw new Error('broken');\n");
    commit(folder, 'two');
    git(folder, 'branch', '--force', 'main');
    const { code, stderr } = await session.steading(['preview', '--base', 'main'], { cwd: folder });
    expect([code, stderr]).toEqual([3, expect.stringMatching(/the base cannot be built: [\s\S]*broken/)]);
  });
});

it('steading preview --against compares with what a synth has written, and with nothing else that stands there', async () => {
  const folder = repository();
  expect(await session.steading(['synth'], { cwd: folder })).toMatchObject({ code: 0 });
  writeFileSync(join(folder, 'dist/shop/CODEOWNERS'), '* @us\n');
  expect(await preview(folder, ['--against', 'dist'])).toMatchObject({ code: 0, counts: SAME });
  put(folder, 'stacks/shop.ts', stack('shop', MORE));
  expect(await preview(folder, ['--against', 'dist'])).toMatchObject({ code: 0, counts: CHANGED });
  expect(existsSync(join(folder, 'dist/shop/CODEOWNERS'))).toBe(true);
});
