import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globalsOf, importsOf } from './support/imports';
import { ROOT } from './support/steading';

/**
 * Which room may import which. A room may always import itself; `types of …` admits imports that compilation removes.
 *
 *     stacks → constructs → src/index → model → diagnostics → base
 *     checks, preview → kubernetes, graph → model        backends → graph → model
 *     cli → everything        hosts, cluster, charts, render, llm, sandbox, write: engines that the commands drive
 *
 * What goes beyond that picture, and why:
 * - `src/index` exports the words of `config`, in which an environment declares what it reads.
 * - `kubernetes` is what Kubernetes and its operators mean. It knows nothing of Steading but the types of an inventory.
 * - `secrets/detect` recognises secrets in texts. Configuration, checks and previews ask it.
 * - `secrets` makes ciphertext from contracts of the graph. Its problems are findings; graph and checks read its files.
 *   A backend asks it for the order in which values are made, because a script in the tree makes some of them.
 * - `checks` read the graph and the lowered artifacts: `backends/artifact` defines what an artifact is.
 * - `render` runs helm and kustomize on the files of two states of a preview, and gives back those states with the objects that they make.
 * - `sandbox` drives the control plane, whose recipe stands in `tools`.
 */
const MAY: Readonly<Record<string, readonly string[]>> = {
  stacks: ['constructs', 'src/index'],
  constructs: ['src/index'],
  'src/base': [],
  'src/index': ['src/model', 'src/diagnostics', 'src/config', 'src/base'],
  'src/model': ['src/diagnostics', 'src/base'],
  'src/diagnostics': ['src/base', 'types of src/secrets'],
  'src/kubernetes': ['src/base', 'types of src/model'],
  'src/config': ['src/model', 'src/diagnostics', 'src/base', 'src/secrets/detect'],
  'src/secrets/detect': [],
  'src/secrets': ['src/graph', 'src/kubernetes', 'src/diagnostics', 'src/base'],
  'src/graph': ['src/model', 'src/kubernetes', 'src/diagnostics', 'src/base', 'types of src/secrets'],
  'src/checks': [
    ...['src/graph', 'src/model', 'src/diagnostics', 'src/secrets', 'src/base', 'src/backends/artifact'],
    'src/kubernetes',
  ],
  'src/preview': [
    ...['src/graph', 'src/model', 'src/kubernetes', 'src/diagnostics', 'src/base', 'src/backends/artifact'],
    'src/secrets/detect',
  ],
  'src/backends': ['src/graph', 'src/model', 'src/kubernetes', 'src/diagnostics', 'src/secrets', 'src/base'],
  'src/synthesize': ['src/model', 'src/diagnostics', 'src/graph', 'src/backends', 'src/checks', 'src/base'],
  'src/project': [
    ...['src/config', 'src/model', 'src/diagnostics', 'src/graph', 'src/secrets', 'src/synthesize', 'src/base'],
    'src/write',
  ],
  'src/write': ['src/base'],
  'src/cluster': ['src/base', 'src/write'],
  'src/hosts': ['src/graph', 'src/model', 'src/base', 'src/write'],
  'src/charts': [
    ...['src/graph', 'src/model', 'src/kubernetes', 'src/checks', 'src/diagnostics', 'src/base', 'src/write'],
    'src/backends/artifact',
  ],
  'src/render': ['src/preview', 'src/model', 'src/kubernetes', 'src/base'],
  'src/foreign': [
    ...['src/graph', 'src/kubernetes', 'src/checks', 'src/diagnostics', 'src/base', 'src/secrets/detect'],
    ...['src/backends/artifact', 'src/preview/read'],
  ],
  'src/llm': ['src/graph', 'src/model', 'src/base', 'src/backends/yaml', 'types of src/synthesize'],
  'src/sandbox': [
    ...['src/graph', 'src/model', 'src/diagnostics', 'src/secrets', 'src/base', 'src/write', 'src/cluster'],
    ...['src/backends/artifact', 'src/project', 'src/synthesize', 'tools'],
  ],
  'src/pulumi': ['src/cli', 'src/backends/pulumi'],
  'src/testing': [
    ...['src/backends', 'src/diagnostics', 'src/kubernetes', 'src/model', 'src/project', 'src/synthesize'],
  ],
  'src/cli': [
    ...['src/model', 'src/diagnostics', 'src/config', 'src/secrets', 'src/graph', 'src/checks', 'src/backends'],
    ...['src/preview', 'src/synthesize', 'src/base', 'src/kubernetes', 'src/project', 'src/write', 'src/cluster'],
    ...['src/hosts', 'src/charts', 'src/render', 'src/foreign', 'src/llm', 'src/sandbox', 'package.json', 'tools'],
  ],
};

/** Rooms that neither read nor write: no clock, no chance, no environment variables, no I/O. */
const PURE =
  /^(stacks|constructs|src\/(index|base|model|graph|kubernetes|checks|preview|backends|diagnostics|config|synthesize|secrets\/detect))/;
/** What a pure room may have of Node: computing, not reading. */
const COMPUTES: Readonly<Record<string, readonly string[]>> = {
  'node:path': ['isAbsolute', 'join', 'posix', 'relative', 'resolve', 'sep', 'dirname', 'basename'],
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

const filesOf = (...folders: string[]) =>
  folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${folder}/${file}`),
  );
const files = filesOf('src', 'constructs', 'stacks');
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

/** File → files that it imports. What is loaded while the program runs is left out, and types between the files of `src/model`: parts of one tree. */
function graphOf(texts: ReadonlyMap<string, string>): Map<string, Set<string>> {
  const isModel = (file: string) => file.startsWith('src/model/');
  const graph = [...texts].map(([file, text]): [string, Set<string>] => {
    const of = importsOf(file.replace(/\.ts$/, ''), text).flatMap(({ of, ours, typeOnly, dynamic }) => {
      const target = [`${of}.ts`, `${of}/index.ts`].find((one) => texts.has(one));
      const isFree = dynamic || (typeOnly && isModel(file) && target !== undefined && isModel(target));
      return ours && target !== undefined && !isFree ? [target] : [];
    });
    return [file, new Set(of)];
  });
  return new Map(graph);
}

/** Files in a circle of imports, or between two circles: what is left without all that import nothing, or that nothing imports. */
function circles(texts: ReadonlyMap<string, string>): string[] {
  const graph = graphOf(texts);
  for (let size = -1; size !== graph.size; ) {
    size = graph.size;
    const imported = new Set([...graph.values()].flatMap((of) => [...of]));
    for (const [file, of] of graph) {
      if (imported.has(file) && [...of].some((target) => graph.has(target))) continue;
      graph.delete(file);
    }
  }
  return [...graph.keys()].sort();
}

it('no files import each other in a circle, not even types outside the model', () => {
  const everything = [...files, ...filesOf('tools', 'bench')];
  expect(circles(new Map(everything.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')])))).toEqual([]);
});

it('the circle check sees circles of values, of types and through an index', () => {
  const one = (...texts: [string, string][]) => circles(new Map(texts));
  const a = 'src/graph/a.ts';
  const b = 'src/graph/b/index.ts';
  const back = "import { a } from '../a';";
  expect(one([a, "import { b } from './b';"], [b, back], ['src/graph/c.ts', "import './a';"])).toEqual([a, b]);
  expect(one([a, "import type { B } from './b';"], [b, back])).toEqual([a, b]);
  expect(one([a, "const b = () => require('./b');"], [b, back])).toEqual([]);
  const [m, n] = ['src/model/m.ts', 'src/model/n.ts'];
  expect(one([m, "import type { N } from './n';"], [n, "import { m } from './m';"])).toEqual([]);
  expect(one([m, "import { N } from './n';"], [n, "import { m } from './m';"])).toEqual([m, n]);
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
