import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from './steading';

const made: string[] = [];

/** An empty folder that is gone when the tests of this file are. */
export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'steading-test-'));
  made.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files. */
export function project(files: Readonly<Record<string, string>>): string {
  const folder = temporary();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** A project with one environment a name; what each builds is the text of a function's body that knows `stack` and `src`. */
export function environments(bodies: Readonly<Record<string, string>>): string {
  const files = Object.entries(bodies).flatMap(([name, body]) => [
    [`stacks/${name}.ts`, stack(name, body)],
    [`Pulumi.${name}.yaml`, 'config: {}\n'],
  ]);
  return project(Object.fromEntries(files));
}

export function stack(name: string, body: string): string {
  return `import * as src from ${JSON.stringify(join(ROOT, 'src'))};
import { CLUSTER, WEB } from ${JSON.stringify(join(ROOT, 'test/invalid/props'))};

export default src.defineEnvironment({ name: '${name}', config: {}, build(stack) {
${body}
} });
`;
}

/** Every file of a folder with its mode and its text, by path. */
export function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return Object.fromEntries(
    files.sort().map((path) => {
      const mode = (statSync(join(folder, path)).mode & 0o777).toString(8);
      return [path, `${mode}\n${readFileSync(join(folder, path), 'utf8')}`];
    }),
  );
}

/** The project itself, as a clone would have it: its program, constructs, environments and configuration. */
export function clone(): string {
  const folder = temporary();
  const parts = ['bin', 'src', 'tools', 'constructs', 'stacks', 'package.json', 'cdk8s.yaml', 'Pulumi.yaml'];
  const configurations = readdirSync(ROOT).filter((file) => /^Pulumi\..+\.yaml$/.test(file));
  for (const part of [...parts, ...configurations]) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}
