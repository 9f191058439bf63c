import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { isUsage, Refusal } from '../../src/base/refusal';
import { check } from '../../src/cli/commands/check';
import { diff } from '../../src/cli/commands/diff';
import { llm } from '../../src/cli/commands/llm';
import { model } from '../../src/cli/commands/model';
import { newComponent, newEnvironment } from '../../src/cli/commands/new';
import { preview } from '../../src/cli/commands/preview';
import { sealSecrets } from '../../src/cli/commands/seal';
import { synth } from '../../src/cli/commands/synth';
import { UserError } from '../../src/diagnostics/finding';
import { Project } from '../../src/project';
import { troubleOf } from '../../src/write/disk';
import { environments, project, temporary } from '../support/project';
import { run, steading } from '../support/steading';
import { bury, watchCalls } from '../write/support';

// A disk that says no is nobody's bug: every command ends with 3 (2 where the configuration cannot be read), and a sentence.

const SHOP = "const c = stack.cluster('home', CLUSTER); c.namespace('shop');";
const CODES = ['EACCES', 'EIO', 'ELOOP', 'ENAMETOOLONG', 'ENOSPC', 'EMFILE', 'EROFS', 'EISDIR', 'ENOTDIR'];

/** A project with an environment and its tree, written. */
async function written(): Promise<{ folder: string; shop: Project; out: string }> {
  const folder = environments({ shop: SHOP });
  fs.mkdirSync(join(folder, 'secrets/shop'), { recursive: true });
  const shop = new Project(folder, '2026-11-21');
  const out = join(folder, 'dist');
  await synth(shop, [], { out });
  fs.rmSync(join(out, 'shop/platform'), { recursive: true });
  return { folder, shop, out };
}

type Place = Awaited<ReturnType<typeof written>>;
const text = { format: 'text' } as const;
const COMMANDS: Readonly<Record<string, (place: Place) => unknown>> = {
  synth: ({ shop, out }) => synth(shop, ['shop'], { out }),
  'synth --check': ({ shop, out }) => synth(shop, ['shop'], { out, check: true }),
  check: ({ shop }) => check(shop, [], text),
  model: ({ shop }) => model(shop, 'shop'),
  diff: ({ out }) => diff(out, temporary(), text as never),
  'preview --against': ({ shop, out }) => preview(shop, ['shop'], { against: out, format: 'text' } as never),
  'new component': ({ shop }) => newComponent(shop, 'shop', 'wiki', { port: 80 }),
  'new environment': ({ shop }) => newEnvironment(shop, 'attic'),
  'secrets seal': ({ shop }) => sealSecrets(shop, 'shop'),
  llm: ({ shop }) => llm(shop, 'shop', undefined, undefined),
};

/** What a command ends with, as `main` has it; undefined for what it takes for a mistake of its own. */
function exitOf(error: unknown): number | undefined {
  const known = troubleOf(error) ?? error;
  if (isUsage(known) || known instanceof UserError) return 2;
  if (!(known instanceof Refusal)) return undefined;
  expect(known.message).toMatch(/^[^A-Z]\S* .*[^.]$/);
  expect(known.fix).toMatch(/^[^A-Z].*[^.]$/);
  return 3;
}

/** Lets the n-th call that touches a folder fail. Says how many there were. */
async function failingAt(n: number, code: string, folder: string, work: () => unknown) {
  let calls = 0;
  const stop = watchCalls((_, name, args) => {
    const [path, to] = args;
    if (name === 'existsSync' || ![path, to].some((one) => typeof one === 'string' && one.startsWith(folder))) return;
    if (++calls !== n) return;
    const syscall =
      { readFileSync: 'open', readdirSync: 'scandir', writeFileSync: 'open' }[name] ?? name.slice(0, -4).toLowerCase();
    throw Object.assign(new Error(`${code}: stand-in`), { code, syscall, path });
  });
  const [ended] = await Promise.allSettled([(async () => work())()]).finally(stop);
  return { calls, ended };
}

describe('any call of the disk fails, in', () => {
  beforeEach(() => {
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  });
  afterEach(() => jest.restoreAllMocks());

  test.each(Object.entries(COMMANDS))('%s', async (_, command) => {
    const first = await written();
    const { calls } = await failingAt(0, '', first.folder, () => command(first));
    expect(calls).toBeGreaterThan(0);
    const exits: (number | undefined)[] = [];
    for (let n = 1; n <= calls; n++) {
      const place = await written();
      const { ended } = await failingAt(n, CODES[n % CODES.length] as string, place.folder, () => command(place));
      if (ended.status === 'rejected') {
        exits.push(exitOf(ended.reason));
        if (exits.at(-1) === undefined) throw ended.reason;
      }
      bury(place.out);
    }
    expect(exits.length).toBeGreaterThan(0);
  });
});

describe('a real disk', () => {
  const shops = environments({ shop: SHOP });
  const ended = (expected: number, { code, stderr }: { code: number; stderr: string }) => {
    expect(stderr).not.toContain('mistake in steading');
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(expected);
    return stderr;
  };

  it('a configuration that is a folder, or a link in a circle', async () => {
    const folder = environments({ shop: SHOP });
    const path = join(folder, 'Pulumi.shop.yaml');
    fs.rmSync(path);
    fs.mkdirSync(path);
    for (const args of [['synth'], ['check'], ['model', 'shop'], ['llm', 'shop']])
      expect(ended(2, await steading(args, { cwd: folder }))).toContain('it is a folder, not a file');
  });

  it('folders that are deeper than a path may be long', async () => {
    const old = temporary();
    const deep = "for (let n = 0; n < 3000; n++) { fs.mkdirSync('d'); process.chdir('d'); }";
    execFileSync(process.execPath, ['-e', deep], { cwd: old });
    try {
      expect(ended(3, await steading(['diff', old, shops]))).toMatch(
        /^error: cannot read .{200}… \(\d+ characters\): the path is longer than the system allows\nto fix: /,
      );
    } finally {
      execFileSync('rm', ['-rf', join(old, 'd')]);
    }
  });

  it('a folder of which a part may not be read', async () => {
    if (process.getuid?.() === 0) return console.warn('not shown here: root may read everything');
    const old = project({ 'a/b.yaml': '{}', 'c.yaml': '{}' });
    fs.chmodSync(join(old, 'c.yaml'), 0);
    expect(ended(3, await steading(['diff', old, shops]))).toContain(`cannot open ${old}/c.yaml: permission denied`);
    fs.chmodSync(join(old, 'a'), 0);
    expect(ended(3, await steading(['diff', old, shops]))).toContain(`cannot read ${old}/a: permission denied`);
    fs.chmodSync(join(old, 'a'), 0o755);
  });

  it('a name of an environment’s tree that is a link out of the checkout', async () => {
    const [checkout, secret] = [temporary(), project({ 'a.yaml': 'kind: hunter2' })];
    fs.symlinkSync(secret, join(checkout, 'shop'));
    const said = ended(2, await steading(['preview', 'shop', '--against', checkout], { cwd: shops }));
    expect(said).toContain(`${checkout}/shop is a symbolic link, expected a folder`);
    expect(said).not.toContain('hunter2');
  });

  it('a result that nobody can take', async () => {
    if (!fs.existsSync('/dev/full')) return console.warn('not shown here: there is no /dev/full');
    const bin = join(__dirname, '../../bin/steading.js');
    const said = await run('sh', ['-c', `"${process.execPath}" "${bin}" model shop > /dev/full`], { cwd: shops });
    expect(ended(3, said)).toContain('cannot write what standard output leads to: no space is left on the disk');
  });

  it('a folder of secrets with the name of a file, and one that is not there', async () => {
    const folder = environments({ shop: SHOP });
    fs.mkdirSync(join(folder, 'secrets/shop/x.yaml'), { recursive: true });
    expect(ended(0, await steading(['check', 'shop'], { cwd: folder }))).toBe('');
    fs.rmSync(join(folder, 'secrets'), { recursive: true });
    fs.symlinkSync('secrets', join(folder, 'secrets'));
    expect(ended(0, await steading(['check', 'shop'], { cwd: folder }))).toBe('');
  });
});
