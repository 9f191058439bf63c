import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globalsOf, importsOf } from './support/imports';
import { ROOT } from './support/steading';

/**
 * Who may import whom. A room may always import itself; `types of …` admits imports that are gone once the program is compiled.
 *
 *     stacks → constructs → src/index → model → diagnostics → base
 *     preview → checks → graph → model        backends → graph → model        cli → everything
 *
 * What goes beyond that picture, and why:
 * - `src/index` hands on the words of `config`, in which an environment says what it reads.
 * - `secrets/detect` says what gives a secret away in a text, and knows nothing else: configuration, checks and previews ask it.
 * - `secrets` knows how ciphertext is made from contracts of the graph. Its problems are findings, its files are read by graph and checks.
 *   In which order values are made, a backend asks as well: a script in the tree makes some.
 * - `checks` read "the graph and the lowered artifacts" (step 5): what an artifact is stands in `backends/artifact`, and only that is theirs to import.
 * - `preview` takes from the checks what they know of pods, capacity and versions, and nothing of what they find wrong.
 * - `kubernetes` is what Kubernetes and its operators mean, and knows nothing of ours.
 * - `cli → everything` is taken at its word: `steading sandbox` drives the judges of `tools`.
 */
const MAY: Readonly<Record<string, readonly string[]>> = {
  stacks: ['constructs', 'src/index'],
  constructs: ['src/index'],
  'src/base': [],
  'src/index': ['src/model', 'src/diagnostics', 'src/config', 'src/base'],
  'src/model': ['src/diagnostics'],
  'src/diagnostics': ['src/base', 'types of src/secrets'],
  'src/kubernetes': ['src/base'],
  'src/config': ['src/model', 'src/diagnostics', 'src/base', 'src/secrets/detect'],
  'src/secrets/detect': [],
  'src/secrets': ['src/graph', 'src/diagnostics', 'src/base'],
  'src/graph': ['src/model', 'src/diagnostics', 'types of src/secrets'],
  'src/checks': [
    ...['src/graph', 'src/model', 'src/diagnostics', 'src/secrets', 'src/base', 'src/backends/artifact'],
    'src/kubernetes',
  ],
  'src/preview': [
    ...['src/checks', 'src/graph', 'src/model', 'src/diagnostics', 'src/base', 'src/backends/artifact'],
    'src/secrets/detect',
  ],
  'src/pulumi': ['src/cli'],
  'src/backends': ['src/graph', 'src/model', 'src/diagnostics', 'src/secrets'],
  'src/synthesize': ['src/model', 'src/diagnostics', 'src/graph', 'src/backends', 'src/checks'],
  'src/cli': [
    ...['src/model', 'src/diagnostics', 'src/config', 'src/secrets', 'src/graph', 'src/checks', 'src/backends'],
    ...['src/preview', 'src/synthesize', 'src/base', 'src/kubernetes', 'package.json', 'tools'],
  ],
};

/** Rooms from which nothing is read or written: no clock, no chance, no environment variables, no I/O. */
const PURE =
  /^(stacks|constructs|src\/(index|base|model|graph|kubernetes|checks|preview|backends|diagnostics|config|synthesize|secrets\/detect))/;
/** What a pure room may have of Node: computing, not reading. */
const COMPUTES: Readonly<Record<string, readonly string[]>> = {
  'node:path': ['join', 'posix', 'relative', 'resolve', 'sep', 'dirname', 'basename'],
  'node:crypto': ['createHash'],
  'node:util': ['isDeepStrictEqual'],
};
const FORBIDDEN = [
  'process',
  'Date',
  'Math.random',
  'performance',
  'fetch',
  'console',
  'crypto',
  'setTimeout',
  'setInterval',
];
/** Known and wanted, each with its reason. An entry that is no longer needed fails the test. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'src/diagnostics/where uses process.cwd': 'places are printed relative to the working directory',
  'src/checks/schema/schemas loads a name that is worked out':
    'schemas of the kinds that occur are loaded before the checks run: all of them take a second',
};

const room = (path: string) => /^(?:src\/secrets\/detect|src\/[^/]+|[^/]+)/.exec(path)?.[0] ?? path;

/** What a file does that its room may not. */
function violations(file: string, text: string): string[] {
  const path = file.replace(/\.ts$/, '').replace(/^src$/, 'src/index');
  const own = room(path);
  const allowed = MAY[own] ?? [];
  const said = importsOf(path, text).flatMap(({ of: target, ours, typeOnly, dynamic, names }) => {
    const of = target === 'src' ? 'src/index' : target;
    if (ours) {
      const may = [own, ...allowed, ...(typeOnly ? allowed.flatMap((one) => one.split('types of ')[1] ?? []) : [])];
      return may.some((one) => of === one || of.startsWith(`${one}/`)) ? [] : [`${path} imports ${of}`];
    }
    if (of.startsWith('@pulumi/')) return path.startsWith('src/backends/pulumi/') ? [] : [`${path} imports ${of}`];
    if (!PURE.test(path) || typeOnly) return [];
    if (dynamic) return [`${path} loads ${of}`];
    if (!of.startsWith('node:')) return BUILT_IN.has(of) ? [`${path} imports ${of}`] : [];
    const wrong = names.filter((name) => !COMPUTES[of]?.includes(name));
    return wrong.map((name) => `${path} imports ${name} of ${of}`);
  });
  const globals = PURE.test(path) ? globalsOf(path, text, FORBIDDEN).map((name) => `${path} uses ${name}`) : [];
  return [...said, ...globals];
}

const BUILT_IN = new Set(['fs', 'fs/promises', 'child_process', 'net', 'http', 'https', 'os', 'crypto', 'path', 'dns']);

const files = ['src', 'constructs', 'stacks'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`),
);
const all = files.sort().flatMap((file) => violations(file, readFileSync(join(ROOT, file), 'utf8')));

it('every room imports only what the house allows, and nothing pure reads or writes', () => {
  expect(files.length).toBeGreaterThan(80);
  expect(all.filter((violation) => !(violation in EXCEPTIONS))).toEqual([]);
});

/** Who may read YAML by a parser's own function, within limits: for what it says, and with the places of a configuration and of secrets in texts. */
const READERS = ['src/base/yaml.ts', 'src/config/document.ts', 'src/secrets/detect/yaml.ts'];
const PARSES = /^(load|parse|\*$|Parser|Composer|CST)/;

it('every text of YAML is read where there are limits for it', () => {
  const parsing = files.filter((file) =>
    importsOf(file.replace(/\.ts$/, ''), readFileSync(join(ROOT, file), 'utf8')).some(
      ({ of, typeOnly, names }) =>
        !typeOnly && (of === 'yaml' || of === 'js-yaml') && names.some((name) => PARSES.test(name)),
    ),
  );
  expect(parsing).toEqual(READERS);
});

it('every exception is still one', () => {
  expect(Object.keys(EXCEPTIONS).filter((exception) => !all.includes(exception))).toEqual([]);
});

it('every room is known', () => {
  expect([...new Set(files.map((file) => room(file.replace(/\.ts$/, ''))))].filter((name) => !(name in MAY))).toEqual(
    [],
  );
});

describe('the walk sees', () => {
  it.each([
    ['a construct that imports a backend', 'constructs/x.ts', "import { text } from '../src/backends/yaml';"],
    ['a construct that passes by the index', 'constructs/x.ts', "import { Workload } from '../src/model/workload';"],
    ['a backend that imports a construct', 'src/backends/x.ts', "export * from '../../constructs/ollama';"],
    ['a backend that imports a check', 'src/backends/x.ts', "import type { Check } from '../checks/check';"],
    ['a graph that imports a backend', 'src/graph/x.ts', "const a = require('../backends/yaml');"],
    ['a model that imports the graph, in a type', 'src/model/x.ts', "type A = import('../graph/graph').Graph;"],
    ['a graph that runs what is secret', 'src/graph/x.ts', "import { planSealing } from '../secrets/plan';"],
    ['a detector that knows contracts', 'src/secrets/detect/x.ts', "import type { Contract } from '../contract';"],
    ['a check that lowers by itself', 'src/checks/x.ts', "import { tree } from '../backends/lower';"],
    ['a stack that imports the command line', 'stacks/x.ts', "import '../src/cli/main';"],
    ['pulumi in a construct', 'constructs/x.ts', "import * as k8s from '@pulumi/kubernetes';"],
    ['pulumi in another backend', 'src/backends/manifests/x.ts', "import type { Output } from '@pulumi/pulumi';"],
    ['a file read', 'src/model/x.ts', "import { readFileSync } from 'node:fs';"],
    ['a file read by an older name', 'src/graph/x.ts', "import fs from 'fs';"],
    ['a process started', 'src/checks/x.ts', "const { spawn } = require('node:child_process');"],
    ['chance of crypto', 'src/backends/x.ts', "import { createHash, randomBytes } from 'node:crypto';"],
    ['an environment variable', 'src/backends/x.ts', 'const a = process.env.HOME;'],
    ['the clock', 'src/graph/x.ts', 'const a = new Date();'],
    ['the clock, called', 'src/graph/x.ts', 'const a = { at: Date.now() };'],
    ['chance', 'constructs/x.ts', 'const a = Math.random();'],
    ['printing', 'src/checks/x.ts', "console.log('found');"],
  ])('%s', (_, path, text) => {
    expect(violations(path, text)).toHaveLength(1);
  });

  it.each([
    ['a construct that imports the index', 'constructs/x.ts', "import { Workload } from '../src';"],
    ['types of secrets in the graph', 'src/graph/x.ts', "import { type CiphertextFile } from '../secrets/file';"],
    ['a hash', 'src/backends/x.ts', "import { createHash } from 'node:crypto';"],
    ['a date as a type, and as a name of ours', 'src/model/x.ts', 'interface A { Date: string; on: Date }'],
    ['pulumi at home', 'src/backends/pulumi/x.ts', "import * as k8s from '@pulumi/kubernetes';"],
    ['a clock on the command line', 'src/cli/x.ts', "import fs from 'node:fs'; new Date();"],
  ])('nothing wrong in %s', (_, path, text) => {
    expect(violations(path, text)).toEqual([]);
  });
});
