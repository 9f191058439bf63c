import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clone } from '../support/project';
import { Session } from '../support/session';
import { ROOT } from '../support/steading';

/** A clone with its tests, in which a command writes. */
function room(): string {
  const folder = clone();
  for (const one of [
    'test/support',
    'test/live/support',
    'tools',
    'test/invalid/props.ts',
    'tsconfig.json',
    'biome.json',
    'jest.common.js',
    'jest.config.js',
  ])
    cpSync(join(ROOT, one), join(folder, one), { recursive: true });
  return folder;
}

/** One clone for all: its program is compiled once. */
const folder = room();
const session = new Session(folder);
const begin = (...words: string[]) => session.steading(['new', ...words], { cwd: folder });

describe('steading new component', () => {
  it.each(['homelab', 'idp', 'lab', 'pi'])('leaves a construct and its line in %s', async (environment) => {
    const name = `${environment}-cards`;
    const words = ['component', environment, name, '--image', 'docker.io/library/httpd:2.4.66', '--port', '80'];
    const { code, stdout } = await begin(...words);
    expect([code, stdout]).toEqual([0, expect.stringContaining(`made     constructs/${name}.ts`)]);
    expect(readFileSync(join(folder, `stacks/${environment}.ts`), 'utf8')).toContain(`Cards(stack, '${name}', { on`);
    const { stdout: model } = await session.steading(['model', environment], { cwd: folder });
    const kinds = (JSON.parse(model).objects as { component: string; kind: string }[])
      .filter(({ component }) => component === name)
      .map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['Deployment', 'Service']));
  });

  it('leaves them tidy, as all others are', () => {
    const made = ['check', 'constructs', 'stacks', 'test/constructs', '--vcs-enabled=false'];
    const { status, stdout } = spawnSync(join(ROOT, 'node_modules/.bin/biome'), made, {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(readdirSync(join(folder, 'constructs'))).toContain('pi-cards.ts');
    expect([status, stdout]).toEqual([0, expect.anything()]);
  });

  it('leaves a test that passes', async () => {
    await begin('component', 'lab', 'model-cards');
    const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
    const { status, stderr } = spawnSync(process.execPath, [jest, 'model-cards', '--reporters', 'default'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, expect.stringContaining('2 passed')]);
  });

  it.each([
    ['a construct', 'nats', 'constructs/nats.ts'],
    ['a folder of constructs', 'redis', 'constructs/redis is there already'],
  ])('touches nothing where %s has that name', async (_, name, text) => {
    const before = readFileSync(join(folder, 'stacks/lab.ts'), 'utf8');
    const { code, stderr } = await begin('component', 'lab', name);
    expect([code, stderr]).toEqual([3, expect.stringContaining(text)]);
    expect(readFileSync(join(folder, 'stacks/lab.ts'), 'utf8')).toBe(before);
    expect(existsSync(join(folder, `test/constructs/${name}.test.ts`))).toBe(false);
  });

  it.each([
    ['a name that is none', ['component', 'lab', 'Model Cards'], "'Model Cards' is no name"],
    ['an unknown environment', ['component', 'lba', 'cards'], "did you mean 'lab'"],
    ['a port that is none', ['component', 'lab', 'cards', '--port', '70000'], 'expected a port'],
  ])('says what is wrong with %s', async (_, words, text) => {
    const { code, stderr } = await begin(...words);
    expect([code, stderr]).toEqual([2, expect.stringContaining(text)]);
  });

  it('leaves nothing where a stack cannot be added to', async () => {
    writeFileSync(
      join(folder, 'stacks/odd.ts'),
      "import { defineEnvironment } from '../src';\n\nexport default defineEnvironment({ name: 'odd', config: {}, build: () => undefined });\n",
    );
    writeFileSync(join(folder, 'Pulumi.odd.yaml'), 'config: {}\n');
    const { code, stderr } = await begin('component', 'odd', 'cards');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("add to it: import { Cards } from '../constructs/cards';"),
    ]);
    expect(existsSync(join(folder, 'constructs/cards.ts'))).toBe(false);
  });
});

describe('steading new environment', () => {
  it('leaves a stack that is found, checked and added to', async () => {
    expect((await begin('environment', 'edge')).code).toBe(0);
    expect((await begin('component', 'edge', 'cards')).code).toBe(0);
    const { code, stdout } = await session.steading(['check', 'edge'], { cwd: folder });
    expect([code, stdout]).toEqual([0, expect.stringContaining('0 errors')]);
  });
});
