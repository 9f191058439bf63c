import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type DiffOptions, diff } from '../../src/cli/commands/diff';

let folder: string;
let said: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steading-diff-'));
  said = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const CLAIM =
  'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: d}\nspec: {resources: {requests: {storage: 5Gi}}}\n';
const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: d}\n';

function written(name: string, files: Readonly<Record<string, string>>): string {
  for (const [file, content] of Object.entries(files)) {
    const path = join(folder, name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return join(folder, name);
}

function run(options: Partial<DiffOptions> = {}): Promise<number> {
  const old = written('old', { 'apps/a.yaml': CONFIG, 'apps/db/claim.yaml': CLAIM });
  const now = written('new', { 'apps/a.yaml': CONFIG });
  return diff(old, now, { format: 'json', ...options });
}

it('ends with 1 for any difference', async () => {
  expect(await run()).toBe(1);
});

it('ends with 1 for the risks that are asked for, and no others', async () => {
  expect(await run({ failOn: ['access'] })).toBe(0);
  said = '';
  expect(await run({ failOn: ['data'] })).toBe(1);
  expect(JSON.parse(said).failedBy).toEqual(['data']);
});

it('lets pass what somebody accepted', async () => {
  const accept = join(
    written('text', { 'body.md': 'accept-risk: data/claim-removed because it is empty\n' }),
    'body.md',
  );
  expect(await run({ failOn: ['data'], accept })).toBe(0);
  await expect(run({ accept: join(folder, 'none.md') })).rejects.toThrow(/cannot be read/);
});

it('calls the environment by its name, and finds its comment by it', async () => {
  await run({ name: 'staging' });
  expect(JSON.parse(said).environments[0].environment).toBe('staging');
  said = '';
  await run({ name: 'staging', format: 'markdown' });
  expect(said).toMatch(/<!--.*staging.*-->/);
});

it.each(['apps/db', './apps/db/', 'apps/db/claim.yaml'])('passes over %s', async (path) => {
  expect(await run({ exclude: [path] })).toBe(0);
  expect(JSON.parse(said).verdict).toBe('nothing changes');
});

it('does not call an environment `new`', async () => {
  await run();
  expect(JSON.parse(said).environments[0].environment).toBe('the tree');
});
