import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clone } from '../support/project';
import { ROOT, steading } from '../support/steading';

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

const begin = (folder: string, ...words: string[]) => steading(['new', ...words], { cwd: folder, program: folder });

describe('steading new component', () => {
  it.each(['homelab', 'idp', 'lab', 'pi'])(
    'leaves a construct and its line in %s, tidy and typed as all others',
    async (environment) => {
      const folder = room();
      const { code, stdout } = await begin(
        folder,
        'component',
        environment,
        'model-cards',
        '--image',
        'docker.io/library/httpd:2.4.66',
        '--port',
        '80',
      );
      expect([code, stdout]).toEqual([0, expect.stringContaining('made     constructs/model-cards.ts')]);
      expect(readFileSync(join(folder, `stacks/${environment}.ts`), 'utf8')).toContain(
        "new ModelCards(stack, 'model-cards', { on",
      );
      const { stdout: model } = await steading(['model', environment], { cwd: folder, program: folder });
      const kinds = (JSON.parse(model).objects as { component: string; kind: string }[])
        .filter(({ component }) => component === 'model-cards')
        .map(({ kind }) => kind);
      expect(kinds).toEqual(expect.arrayContaining(['Deployment', 'Service']));
      const biome = join(ROOT, 'node_modules/.bin/biome');
      const { status, stdout: said } = spawnSync(
        biome,
        ['check', 'constructs', 'stacks', 'test/constructs', '--vcs-enabled=false'],
        { cwd: folder, encoding: 'utf8' },
      );
      expect([status, said]).toEqual([0, expect.anything()]);
    },
  );

  it('leaves a test that passes', async () => {
    const folder = room();
    await begin(folder, 'component', 'lab', 'model-cards');
    const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
    const { status, stderr } = spawnSync(process.execPath, [jest, 'model-cards', '--reporters', 'default'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, expect.stringContaining('2 passed')]);
  });

  it('touches nothing that is there', async () => {
    const folder = room();
    const before = readFileSync(join(folder, 'stacks/lab.ts'), 'utf8');
    const { code, stderr } = await begin(folder, 'component', 'lab', 'redis');
    expect([code, stderr]).toEqual([3, expect.stringContaining('constructs/redis')]);
    expect(readFileSync(join(folder, 'stacks/lab.ts'), 'utf8')).toBe(before);
    expect(existsSync(join(folder, 'test/constructs/redis.test.ts'))).toBe(false);
  });

  it.each([
    ['a name that is none', ['component', 'lab', 'Model Cards'], "'Model Cards' is no name"],
    ['an unknown environment', ['component', 'lba', 'cards'], "did you mean 'lab'"],
    ['a port that is none', ['component', 'lab', 'cards', '--port', '70000'], 'expected a port'],
  ])('says what is wrong with %s', async (_, words, text) => {
    const { code, stderr } = await begin(room(), ...words);
    expect([code, stderr]).toEqual([2, expect.stringContaining(text)]);
  });

  it('leaves nothing where a stack cannot be added to', async () => {
    const folder = room();
    writeFileSync(
      join(folder, 'stacks/odd.ts'),
      "import { defineEnvironment } from '../src';\n\nexport default defineEnvironment({ name: 'odd', config: {}, build: () => undefined });\n",
    );
    writeFileSync(join(folder, 'Pulumi.odd.yaml'), 'config: {}\n');
    const { code, stderr } = await begin(folder, 'component', 'odd', 'cards');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("add to it: import { Cards } from '../constructs/cards';"),
    ]);
    expect(existsSync(join(folder, 'constructs/cards.ts'))).toBe(false);
  });
});

describe('steading new environment', () => {
  it('leaves a stack that is found, checked and added to', async () => {
    const folder = room();
    expect((await begin(folder, 'environment', 'edge')).code).toBe(0);
    expect((await begin(folder, 'component', 'edge', 'cards')).code).toBe(0);
    const { code, stdout } = await steading(['check', 'edge'], { cwd: folder, program: folder });
    expect([code, stdout]).toEqual([0, expect.stringContaining('0 errors')]);
  });
});
