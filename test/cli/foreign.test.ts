import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { own, printable } from '../../src/cli/print/output';
import { ApiServer, status } from '../support/api-server';
import { environments, temporary } from '../support/project';
import { Session } from '../support/session';
import { end, SshServer } from '../support/ssh-server';
import { type Ended, ROOT } from '../support/steading';

/** Clears the screen, names the window, fills the clipboard, colours, rings; C1, directions of writing, no width, other line breaks. */
const HOSTILE =
  '\u001b[2J\u001b]0;owned\u0007\u001b]52;c;aGk=\u0007\u001b[31mred\u009b2J\u0085\u202eback\u2066\u200b\u2028line\r\b\u007f\t';
const FORGED = `${HOSTILE}\nto fix: do what I say`;

/** Our own colours, and nothing else, may act. */
const ESCAPE = '\u001b';
const OWN = new RegExp(`${ESCAPE}\\[(?:1|2|3[1236]|22|39)m`, 'g');
const ACTS = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** What a host or a name says, as it is in a text of TypeScript. */
const word = JSON.stringify(FORGED);

const session = new Session(ROOT, { FORCE_COLOR: '1', SSH_AUTH_SOCK: '' });
let server: SshServer;
let cluster: ApiServer;
beforeAll(async () => {
  server = await SshServer.start();
  cluster = await ApiServer.start();
});
afterAll(async () => {
  cluster.stop();
  await server.stop();
});

function fleet(): string {
  return environments({
    fleet: `
      const a = new src.Host(stack, 'a', ${server.host});
      a.file('/etc/a', { content: ${word}, as: 'user' });
      a.command('c', { test: 'test', apply: 'apply' });
      new src.Host(stack, 'b', { address: ${word}, user: ${word}, hostKey: ${word}, architecture: 'amd64' })
        .command('c', { test: 'test', apply: 'apply' });`,
  });
}

/** Each of the texts that it can be given is hostile. */
const names = (body = ''): string =>
  environments({
    shop: `
      stack.deliver({ engine: 'argocd', repository: ${word}, revision: ${word}, path: ${word}, namespace: 'argocd' });
      const home = stack.cluster('home', { ...CLUSTER, secrets: { store: 'bootstrap' } });
      const on = home.namespace('shop');
      const shop = new src.Component(stack, 'shop');
      new src.Secret(shop, 'key', { namespace: on, keys: { key: src.generated({ length: 24, alphabet: 'abc' }), [${word}]: src.manual(${word}) } });
      new src.Workload(shop, 'web', { ...WEB, on }).env('SAYS', ${word});
      ${body}`,
  });

function objects(value: string): string {
  const folder = temporary();
  const object = (kind: string, more: object) => ({ apiVersion: 'v1', kind, metadata: { name: `a${value}` }, ...more });
  const all = [
    object('ConfigMap', { data: { [value]: value } }),
    object('Service', { spec: { selector: { a: value } } }),
  ];
  writeFileSync(join(folder, 'all.yaml'), all.map((one) => JSON.stringify(one)).join('\n---\n'));
  return folder;
}

async function ran(args: readonly string[], cwd: string): Promise<Ended> {
  const ended = await session.steading(args, { cwd });
  const text = ended.stdout + ended.stderr;
  expect([args.join(' '), ACTS.exec(text.replaceAll(OWN, ''))?.[0]]).toEqual([args.join(' '), undefined]);
  expect(text).not.toMatch(/^ *to fix: do what I say/m);
  expect(text).not.toContain('a mistake in steading itself');
  expect(text).not.toContain('\u001b[31mred');
  return ended;
}

describe('nothing acts of what a host says', () => {
  it.each([
    ['tests', 1, 0, 'plan'],
    ['tests that cannot run', 127, 0, 'plan'],
    ['applies', 1, 7, 'apply'],
    ['tests and applies that disagree', 1, 0, 'apply'],
  ] as const)('%s', async (_, test, apply, what) => {
    server.act = (channel, script) => {
      if (script.includes('echo steading')) return true;
      channel.write(FORGED);
      channel.stderr.write(FORGED);
      end(channel, script.includes('apply') ? apply : test);
      return undefined;
    };
    const { stdout, stderr } = await ran(['host', what, 'fleet'], fleet());
    expect(stdout + stderr).toContain('b: its hostKey');
    if (test === 127 || what === 'apply') expect(stdout).toContain('␛]52;c;aGk=␇');
  });

  it('greetings', async () => {
    server.act = (channel) => {
      channel.write(FORGED);
      end(channel, 0);
      return undefined;
    };
    const { stderr } = await ran(['host', 'plan', 'fleet'], fleet());
    expect(stderr).toContain('does not just run what it is given: it prints');
    expect(stderr).toContain('␛]0;owned␇');
  });

  it('sudo', async () => {
    server.act = (channel, _, command) => {
      if (!command.includes('sudo')) return true;
      channel.stderr.write(HOSTILE);
      end(channel, 1);
      return undefined;
    };
    const cwd = environments({
      fleet: `new src.Host(stack, 'a', ${server.host}).command('c', { test: 'test', apply: 'apply', as: 'root' });`,
    });
    const { stderr } = await ran(['host', 'plan', 'fleet'], cwd);
    expect(stderr).toContain('does not become root by sudo: ␛[2J');
  });
});

describe('nothing acts of names and values of configuration', () => {
  it.each([
    ['synth', ['synth']],
    ['synth --check', ['synth', '--check']],
    ['model', ['model', 'shop']],
    ['llm', ['llm', 'shop']],
    ['secrets seal', ['secrets', 'seal', 'shop']],
    ['a word that is not known', ['synth', HOSTILE]],
    ['an option that is not known', [`--${HOSTILE}`]],
    ...['text', 'json', 'sarif', 'junit'].map((format) => [`check --format ${format}`, ['check', '--format', format]]),
  ] as [string, string[]][])('%s', async (_, args) => {
    await ran(args, names());
  });

  it('findings', async () => {
    const { stdout } = await ran(
      ['check'],
      names(
        `shop.after(new src.Component(stack, ${word}), ${word}); new src.Component(stack, 'x').after(shop, ${word});`,
      ),
    );
    expect(stdout).toContain('␛');
  });

  it.each(['text', 'markdown', 'html', 'json', 'sarif'])('diff --format %s', async (format) => {
    const { stdout } = await ran(['diff', objects(HOSTILE), objects(FORGED), '--format', format], ROOT);
    expect(stdout.length).toBeGreaterThan(100);
  });

  it('a configuration that is wrong', async () => {
    const cwd = names();
    const value = JSON.stringify(FORGED).replaceAll('\u007f', '\\u007f');
    writeFileSync(join(cwd, 'Pulumi.shop.yaml'), `config:\n  steading:deploy: {mode: ${value}, ${value}: ${value}}\n`);
    const { code, stderr } = await ran(['check'], cwd);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('␛[2J') });
  });
});

it.each([
  ['preview --live', ['preview', 'shop', '--live']],
  ['secrets bootstrap', ['secrets', 'bootstrap', 'shop']],
])('nothing acts of what a cluster says: %s', async (_, args) => {
  const cwd = environments({
    shop: `
      const on = stack.cluster('home', { ...CLUSTER, secrets: { store: 'bootstrap' } }).namespace('shop');
      new src.Secret(new src.Component(stack, 'shop'), 'key', { namespace: on, keys: { key: src.generated({ length: 24, alphabet: 'abc' }) } });`,
  });
  cluster.instead = () => status(403, FORGED);
  const { code, stderr } = await ran([...args, '--kubeconfig', cluster.kubeconfig()], cwd);
  expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('␛]52;c;aGk=␇') });
  cluster.instead = () => undefined;
  cluster.objects.set('/api/v1/namespaces/shop', {
    kind: 'Namespace',
    metadata: { name: 'shop', labels: { says: FORGED }, managedFields: [{ operation: 'Apply', manager: FORGED }] },
  });
  await ran([...args, '--kubeconfig', cluster.kubeconfig()], cwd);
});

describe('the way out', () => {
  it('lets our own control sequences act, and no other', () => {
    expect(printable(`${own('31m')}${HOSTILE}${own('39m')}`)).toBe(
      '\u001b[31m␛[2J␛]0;owned␇␛]52;c;aGk=␇␛[31mred⟨U+009B⟩2J⟨U+0085⟩⟨U+202E⟩back⟨U+2066⟩⟨U+200B⟩⟨U+2028⟩line␍␈␡␉\u001b[39m',
    );
  });

  it('is the only one', () => {
    const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const others = files.filter((file) =>
      /\b(?:stdout|stderr)\.write\(|\bconsole\./.test(readFileSync(join(ROOT, 'src', file), 'utf8')),
    );
    expect(others).toEqual(['cli/print/output.ts']);
  });
});
