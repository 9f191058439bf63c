import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDocument } from '../../src/base/yaml';
import { project } from '../support/project';
import { ROOT, run } from '../support/steading';

interface Action {
  readonly runs: { readonly steps: readonly { readonly id?: string; readonly env: object; readonly run: string }[] };
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
}

const { runs, inputs } = readDocument(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as Action;
const step = runs.steps.find(({ id }) => id === 'diff');
const claim = (size: string) =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: d}\nspec: {resources: {requests: {storage: ${size}}}}\n`;

/** A repository whose branch parted from main before main went on. */
function repository(): string {
  const folder = project({
    'apps/claim.yaml': claim('10Gi'),
    'other/claim.yaml': claim('1Gi').replace('data', 'other'),
  });
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
      cwd: folder,
      stdio: 'pipe',
    });
  const commit = (file: string, content: string, message: string) => {
    writeFileSync(join(folder, file), content);
    git('add', '-A');
    git('commit', '-qm', message);
  };
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-qm', 'begin');
  git('checkout', '-qb', 'change');
  commit('apps/claim.yaml', claim('5Gi'), 'shrink');
  git('checkout', '-q', 'main');
  commit('apps/later.yaml', claim('2Gi').replace('data', 'later'), 'go on');
  git('checkout', '-q', 'change');
  writeFileSync(join(folder, 'apps/untracked.yaml'), claim('3Gi').replace('data', 'untracked'));
  return folder;
}

const places: string[] = [];
afterAll(() => {
  for (const place of places) rmSync(place, { recursive: true });
});

/** The step as a runner runs it. */
async function action(given: Readonly<Record<string, string>>) {
  const temp = mkdtempSync(join(tmpdir(), 'steading-action-'));
  places.push(temp);
  const said = {
    ...Object.fromEntries(Object.entries(inputs).map(([key, one]) => [key, one.default ?? ''])),
    ...given,
  };
  const env = {
    ACTION: ROOT,
    ...Object.fromEntries(Object.entries(said).map(([key, value]) => [key.toUpperCase().replace('-', '_'), value])),
    ...{ RUNNER_TEMP: temp, GITHUB_OUTPUT: join(temp, 'output'), GITHUB_STEP_SUMMARY: join(temp, 'summary') },
    GITHUB_REPOSITORY: 'somebody/home-ops',
  };
  const script = join(temp, 'step.sh');
  writeFileSync(script, step?.run ?? '');
  // As GitHub's runners start bash.
  const ended = await run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], { cwd: repository(), env });
  const read = (file: string) => (existsSync(join(temp, file)) ? readFileSync(join(temp, file), 'utf8') : '');
  const outputs = Object.fromEntries(
    read('output')
      .trim()
      .split('\n')
      .map((line) => line.split('=')),
  );
  return { ...ended, summary: read('summary'), outputs };
}

it('gives every input to the step', () => {
  const names = Object.keys(inputs).map((name) => name.toUpperCase().replace('-', '_'));
  expect(Object.keys(step?.env ?? {}).sort()).toEqual(['ACTION', ...names].sort());
});

it('says what the branch changes since it parted, in a comment, a page and SARIF', async () => {
  const { code, summary, outputs } = await action({ base: 'main', render: 'false' });
  expect([code, outputs.changed]).toEqual([0, 'true']);
  expect(summary).toMatch(/^<!-- steading-preview[^\n]*home-ops/);
  expect(summary).toContain('requests `5Gi` instead of `10Gi`');
  expect(summary).not.toMatch(/later|untracked/);
  for (const file of ['comment.md', 'report.html', 'report.sarif'])
    expect(existsSync(join(outputs.report, file))).toBe(true);
});

it('fails for a risk that is asked for', async () => {
  expect((await action({ base: 'main', render: 'false', 'fail-on': 'data' })).code).toBe(1);
});

it('compares the folders that are named', async () => {
  const { code, outputs, summary } = await action({
    base: 'main',
    render: 'false',
    paths: 'other\n',
    'fail-on': 'data',
  });
  expect([code, outputs.changed]).toEqual([0, 'false']);
  expect(summary).toContain('nothing changes');
});

it('ends where the base is not known', async () => {
  const { code, stderr } = await action({ base: 'nothing-of-this-name' });
  expect([code !== 0, stderr]).toEqual([true, expect.stringContaining('nothing-of-this-name')]);
});
