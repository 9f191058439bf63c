import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { project } from '../support/project';
import { Session } from '../support/session';
import { ROOT } from '../support/steading';

const session = new Session();
const OPTIONS = { extends: join(ROOT, 'tsconfig.json'), include: ['stacks'], exclude: [] };

/** A project with one environment, which has tsconfig.json and the packages of this one. */
function home(body: string): string {
  const folder = project({ 'tsconfig.json': JSON.stringify(OPTIONS), 'Pulumi.home.yaml': 'config: {}\n' });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  write(folder, body);
  return folder;
}

function write(folder: string, body: string): void {
  const path = (name: string) => JSON.stringify(join(ROOT, name));
  const text = `import { Component, defineEnvironment, Size, Workload } from ${path('src')};
import { LiteLlm } from ${path('constructs/litellm/proxy')};
import { Qdrant } from ${path('constructs/qdrant/server')};
import { CLUSTER, WEB } from ${path('test/invalid/props')};
void [Component, LiteLlm, Qdrant, Size, WEB, Workload];
export default defineEnvironment({ name: 'home', config: {}, build(stack) {
const home = stack.cluster('home', CLUSTER);
${body}
} });
`;
  mkdirSync(join(folder, 'stacks'), { recursive: true });
  writeFileSync(join(folder, 'stacks/home.ts'), text);
}

const WEB_ON = "const on = home.namespace('apps'); new Workload(new Component(stack, 'web'), 'web', { on, ...WEB";

describe('TypeScript refuses', () => {
  it.each([
    ['a field of a namespace that is misspelt', "home.namespace('apps', { trafic: 'denied' });", 'trafic'],
    ['a field of a workload that is misspelt', `${WEB_ON}, replica: 3 });`, 'replica'],
    ['a limit that is misspelt', `${WEB_ON}, resources: { ...WEB.resources, memoryLimt: 1 } });`, 'memoryLimt'],
    [
      'a Qdrant in the place of a database, of which building says more than one can read',
      `const on = home.namespace('apps'); const database = new Qdrant(stack, 'q', { on, version: 'v1.19.0', size: Size.gibibytes(1) }); new LiteLlm(stack, 'llm', { on, version: 'v1', database });`,
      'PostgresDatabase',
    ],
    ['a value of another type', "home.namespace('apps', { podSecurity: 'strict' });", '"strict"'],
  ])('%s', async (_, body, word) => {
    const { stdout, stderr } = await session.steading(['check', 'home'], { cwd: home(body) });
    expect(`${stdout}${stderr}`).toMatch(
      new RegExp(`stacks/home.ts:8:\\d+\nerror .*${word}.*\\(TS\\d+\\) +types/not-assignable`, 'm'),
    );
  });
});

const WRONG = "home.namespace('apps', { trafic: 'denied' });";

it('synth writes nothing where TypeScript refuses a stack', async () => {
  const folder = home(WRONG);
  const { code, stderr } = await session.steading(['synth'], { cwd: folder });
  expect([code, stderr]).toEqual([1, expect.stringContaining('types/not-assignable')]);
  expect(readdirSync(folder)).not.toContain('dist');
});

it('a stack is asked about again once it has changed, and never after it', async () => {
  const folder = home("home.namespace('apps');");
  const check = () => session.steading(['check', 'home'], { cwd: folder });
  expect((await check()).code).toBe(0);
  write(folder, WRONG);
  expect((await check()).stdout).toContain('types/not-assignable');
  expect((await check()).stdout).toContain('types/not-assignable');
  write(folder, "home.namespace('apps');");
  expect(await check()).toMatchObject({ code: 0, stdout: '0 errors, 0 warnings\n' });
});

it('checks a project whose packages may not be written', async () => {
  const folder = home(WRONG);
  rmSync(join(folder, 'node_modules'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(ROOT, 'node_modules/@types'), join(folder, 'node_modules/@types'));
  writeFileSync(join(folder, 'node_modules/.cache'), 'a file, where a folder would have to be made');
  const { code, stdout } = await session.steading(['check', 'home'], { cwd: folder });
  expect([code, stdout]).toEqual([1, expect.stringContaining('types/not-assignable')]);
});
