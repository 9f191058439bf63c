import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../src/diagnostics/catalogue';
import { catalogue as consequences } from '../../src/preview/consequences/catalogue';
import { contents, environments, project, stack, temporary } from '../support/project';
import { Session } from '../support/session';
import { steading } from '../support/steading';

const SHOP = "const on = stack.cluster('home', CLUSTER).namespace('shop', { traffic: 'denied' }); on.name;";
const CYCLE =
  "const a = new src.Component(stack, 'a'); const b = new src.Component(stack, 'b'); a.after(b, 'x'); b.after(a, 'y');";

const shops = environments({ shop: SHOP, office: SHOP });

const session = new Session();

describe('wrong usage ends with 2, says so on stderr alone, and writes nothing', () => {
  it.each([
    [
      'an unknown environment',
      ['check', 'shpo'],
      "unknown environment 'shpo'",
      "did you mean 'shop'? known: office, shop",
    ],
    ['one unknown environment among known ones', ['synth', 'shop', 'offices'], "'offices'", "did you mean 'office'?"],
    ['an environment that model needs', ['model'], "missing required argument 'ENV'", ''],
    ['a second environment for model', ['model', 'shop', 'office'], 'too many arguments', ''],
    ['an unknown flag', ['synth', '--ot', 'x'], "unknown option '--ot'", 'Did you mean --out?'],
    ['an unknown command', ['chekc', 'shop'], "unknown command 'chekc'", 'Did you mean check?'],
    ['an unknown command of a group', ['secrets', 'sael', 'shop'], "unknown command 'sael'", 'Did you mean seal?'],
    ['a flag without its value', ['synth', '--out'], "'--out <dir>' argument missing", ''],
    ['an unknown format', ['check', '--format', 'xml'], "'xml' is invalid", 'text, json, sarif, junit'],
    [
      'an unknown code',
      ['check', '--explain', 'order/cycel'],
      "unknown code 'order/cycel'",
      "did you mean 'order/cycle'?",
    ],
    ['a word that every object knows', ['check', '--explain', 'toString'], "unknown code 'toString'", ''],
    [
      'an area, which is no code',
      ['check', '--explain', 'disrupton'],
      "unknown code 'disrupton'",
      "codes of 'disruption' are disruption/blocks-eviction and disruption/selects-nothing",
    ],
    [
      'a code that is nearer to one of another area',
      ['check', '--explain', 'proxy/out-of-range'],
      "unknown code 'proxy/out-of-range'",
      "did you mean 'proxy/short-timeout'?",
    ],
    ['hosts of an unknown environment', ['host', 'plan', 'shpo'], "unknown environment 'shpo'", "did you mean 'shop'?"],
    ['hosts where there are none', ['host', 'apply', 'shop'], "environment 'shop' has no hosts", 'declares one'],
    ['no host at a time', ['host', 'apply', 'shop', '--parallel', '0'], "'0' is invalid", 'from 1 to 9999'],
    ['no command', [], 'Usage: steading', ''],
  ] as const)('%s', async (_, args, says, fix) => {
    const before = contents(shops);
    const { code, stdout, stderr } = await session.steading(args, { cwd: shops });
    expect(stderr).toContain(says);
    expect(stderr).toContain(fix);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(contents(shops)).toEqual(before);
  });

  it('an environment without configuration', async () => {
    const folder = project({ 'stacks/shop.ts': stack('shop', SHOP) });
    const { code, stdout, stderr } = await session.steading(['synth'], { cwd: folder });
    expect(stderr).toContain("environment 'shop' has no configuration: Pulumi.shop.yaml does not exist");
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(existsSync(join(folder, 'dist'))).toBe(false);
  });

  it('an environment that only lends addresses', async () => {
    const lender = "export default { name: 'lender', config: {} };";
    const cwd = project({ 'stacks/lender.ts': lender, 'stacks/shop.ts': stack('shop', SHOP) });
    const { code, stdout, stderr } = await session.steading(['check', 'lender'], { cwd });
    expect(stderr).toContain("'lender' only lends addresses to others");
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('a stacks folder without environments', async () => {
    const { code, stderr } = await session.steading(['check'], { cwd: project({ 'stacks/README': '' }) });
    expect(stderr).toContain('no environment in');
    expect(code).toBe(2);
  });
});

describe('a mistake in the code of a stack is its owner’s, and is shown at its line', () => {
  it.each([
    ['two components of one name', "new src.Component(stack, 'a');\nnew src.Component(stack, 'a');", 6],
    [
      'a namespace declared twice',
      "const c = stack.cluster('home', CLUSTER);\nc.namespace('a');\nc.namespace('a');",
      7,
    ],
    ['an amount that does not exist', 'src.Cpu.millis(0.5);', 5],
    ['an error of its own', "throw new Error('the till is empty');", 5],
  ])('%s', async (_, body, line) => {
    const { code, stdout, stderr } = await session.steading(['check'], { cwd: environments({ shop: body }) });
    expect(stderr).toContain(`stacks/shop.ts:${line}`);
    expect(stderr).not.toContain('a mistake in steading itself');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

/** In processes of their own: what they end with and where they print is the claim. */
describe('results go to stdout, everything else to stderr', () => {
  it.concurrent('synth that works ends with 0 and prints where the files are', async () => {
    const out = join(temporary(), 'out');
    const { code, stdout, stderr } = await steading(['synth', 'shop', '--out', out], { cwd: shops });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('shop: 1 component, 3 objects\n');
    expect(existsSync(join(out, 'shop/.steading.json'))).toBe(true);
    expect(existsSync(join(out, 'office'))).toBe(false);
  });

  it.concurrent('model prints JSON and nothing but JSON', async () => {
    const { code, stdout, stderr } = await steading(['model', 'shop'], { cwd: shops });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ schema: 1, environment: 'shop' });
  });

  it.concurrent('errors of a stack end synth and model with 1, on stderr; nothing is written for any environment', async () => {
    const folder = environments({ shop: SHOP, office: CYCLE });
    const synth = await steading(['synth'], { cwd: folder });
    const model = await steading(['model', 'office'], { cwd: folder });
    for (const { code, stdout, stderr } of [synth, model]) {
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain('order/cycle');
    }
    expect(existsSync(join(folder, 'dist'))).toBe(false);
  });

  it.concurrent('check prints findings as its result, in both formats, and ends with 1 for errors', async () => {
    const folder = environments({ office: CYCLE });
    const text = await steading(['check'], { cwd: folder });
    const json = await steading(['check', '--format', 'json'], { cwd: folder });
    expect([text.code, text.stderr, json.code, json.stderr]).toEqual([1, '', 1, '']);
    expect(text.stdout).toContain('order/cycle');
    expect(JSON.parse(json.stdout)).toMatchObject([
      { code: 'order/cycle', severity: 'error', at: { file: 'stacks/office.ts', line: 5 } },
    ]);
  });

  it.concurrent('check --format json prints JSON of a configuration that cannot be read as well, and ends with 2', async () => {
    const folder = project({ 'stacks/shop.ts': stack('shop', SHOP) });
    const { code, stdout, stderr } = await steading(['check', '--format', 'json'], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject([
      { code: 'configuration/missing-file', severity: 'error', message: expect.stringContaining('Pulumi.shop.yaml') },
    ]);
  });

  it.concurrent('--explain prints what a code means', async () => {
    const { code, stdout, stderr } = await steading(['check', '--explain', 'order/cycle'], { cwd: shops });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^order\/cycle \(error\)\n\n.*In a cycle no component can start first/);
    const preview = await steading(['check', '--explain', 'data/claim-shrunk'], { cwd: shops });
    expect(preview.stdout).toMatch(
      /^data\/claim-shrunk \(error\)\n\nRequests of a claim can only grow.*accept-risk: /s,
    );
  });

  it.concurrent('--explain without a code lists all codes by area', async () => {
    const { code, stdout, stderr } = await steading(['check', '--explain'], { cwd: shops });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^order\n {2}order\/cycle +error\n/m);
    expect(stdout).toMatch(/^prune\n {2}prune\/abandoned +warning\n/m);
    const codes = [...Object.keys(catalogue), ...Object.keys(consequences)];
    expect(stdout.match(/^ {2}[a-z0-9-]+\/[a-z0-9-]+/gm)).toHaveLength(codes.length);
  });

  it.concurrent('synth --check writes nothing, and ends with 1 until the tree is there', async () => {
    const out = join(temporary(), 'out');
    const run = (...flags: string[]) => steading(['synth', 'shop', '--out', out, ...flags], { cwd: shops });
    const missing = await run('--check');
    expect({ code: missing.code, stderr: missing.stderr }).toEqual({ code: 1, stderr: '' });
    expect(missing.stdout).toMatch(/^add +shop\//m);
    expect(existsSync(out)).toBe(false);
    expect((await run()).code).toBe(0);
    const same = await run('--check');
    expect({ code: same.code, stderr: same.stderr }).toEqual({ code: 0, stderr: '' });
  });
});
