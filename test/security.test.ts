import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './support/steading';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

it('every promise of SECURITY.md names tests that are there', () => {
  const rows = [...read('SECURITY.md').matchAll(/^\| .+ \| (`.+) \|$/gm)].map(([, held = '']) => held);
  const tests = rows.flatMap((held) => [...held.matchAll(/`([\w/*-]+)`/g)].map(([, name = '']) => name));
  expect(rows.length).toBeGreaterThanOrEqual(6);
  const isThere = (name: string) => {
    const path = join(ROOT, 'test', name.replace(/^test\//, '').replace(/\/\*$/, ''));
    const isFolder = existsSync(path) && statSync(path).isDirectory();
    return existsSync(`${path}.test.ts`) || (isFolder && readdirSync(path).some((file) => file.endsWith('.test.ts')));
  };
  expect(tests.filter((name) => !isThere(name))).toEqual([]);
});

it('the bill of materials of a release is made from the lock file alone', () => {
  const recipe = [...read('CONTRIBUTING.md').matchAll(/^ +npm (sbom .+?) +> (\S+)$/gm)];
  expect(recipe.map(([, , file]) => file)).toEqual(['steading-X.Y.Z.cdx.json', 'steading-X.Y.Z.spdx.json']);
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  for (const [, command = ''] of recipe) {
    const bill = execFileSync('npm', command.split(' '), { cwd: ROOT, encoding: 'utf8' });
    const { components, packages } = JSON.parse(bill) as Record<
      string,
      { name: string; version?: string; versionInfo?: string }[]
    >;
    const listed = (components ?? packages ?? []).map((one) => `${one.name}@${one.version ?? one.versionInfo}`);
    // An alias has its own name in one format, and that of the package in the other.
    const missing = Object.entries(dependencies).filter(([name, version]) => {
      const aliased = /^npm:(.*)/.exec(version)?.[1];
      const wanted = aliased ? [aliased, `${name}@${aliased.split('@').at(-1)}`] : [`${name}@${version}`];
      return !wanted.some((one) => listed.includes(one));
    });
    expect(missing).toEqual([]);
  }
});
