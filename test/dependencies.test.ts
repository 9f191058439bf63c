import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../package.json';
import { ROOT } from './support/steading';

/**
 * These declare Node 22, as the tools of their repository do; what they hold runs on 20, on which CI runs all tests with
 * them. Only there would npm warn, eleven times at each `npm ci`: the lock file does not carry what they declare.
 */
const RUN_ON_20 = /^node_modules\/(@kubernetes-models\/[a-z-]+|kubernetes-models)$/;
const FILE = join(ROOT, 'package-lock.json');

interface Locked {
  readonly packages: Readonly<
    Record<string, { engines?: { readonly node?: string }; readonly hasInstallScript?: boolean }>
  >;
}

const lock = JSON.parse(readFileSync(FILE, 'utf8')) as Locked;
const installed = Object.entries(lock.packages).filter(([path]) => path !== '');

/** Whether a range such as `^18 || >=20.1` admits a version of Node 20: of its alternatives only what they begin with is read. */
function admits20(range: string): boolean {
  return range.split('||').some((alternative) => {
    const [, sign, major = ''] = /^\s*(\^|~|>=|>|)\s*v?(\d+|\*|x)/.exec(alternative) ?? [];
    if (sign === undefined || major === '*' || major === 'x') return true;
    return sign === '>=' || sign === '>' ? Number(major) <= 20 : Number(major) === 20;
  });
}

test('`npm ci` warns of no package: none asks for more than the Node that we ask for', () => {
  if (process.env.UPDATE) {
    for (const [path, one] of installed) if (RUN_ON_20.test(path)) delete one.engines;
    writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
  }
  expect(manifest.engines.node).toBe('>=20');
  const asking = installed.filter(([, { engines }]) => engines?.node !== undefined && !admits20(engines.node));
  expect(asking.map(([path, { engines }]) => `${path}: ${engines?.node}; UPDATE=1 where it runs on 20`)).toEqual([]);
});

test.each([
  ['>=20', true],
  ['>= 20.16.0', true],
  ['^18.14.0 || ^20.0.0 || >=24.0.0', true],
  ['*', true],
  ['>=22', false],
  ['^18.0.0 || ^22.0.0', false],
])('a range %s', (range, admits) => {
  expect(admits20(range)).toBe(admits);
});

test('`npm ci` runs no script of a package, and none is left to be asked about', () => {
  const names = installed
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  const refused = Object.fromEntries([...new Set(names)].sort().map((name) => [name, false]));
  expect(manifest.allowScripts).toEqual(refused);
});
