import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { Refusal } from '../base/refusal';
import { type Finding, finding, sorted, UserError } from '../diagnostics/finding';
import type { Project } from '../project';
import { tell } from './print/output';

/** `stacks/home.ts(8,3): error TS2353: Object literal may only …`, and what follows it. */
const MISTAKE = /^(.+)\((\d+),(\d+)\): error (TS\d+): (.*)$/;
const GENERAL = /^error (TS\d+): (.*)$/;
/** Folders that hold no source of a stack. */
const PASSED_OVER = new Set(['node_modules', 'dist', 'lib', 'coverage']);

/**
 * The type errors of environments; of all environments if none is named. TypeScript's native compiler runs beside the work of the caller, and only if
 * a source has changed since its last run without errors. A project without a tsconfig.json has none.
 */
export function typeFindings(project: Project, names: readonly string[]): Promise<readonly Finding[]> {
  const { root } = project;
  const options = join(root, 'tsconfig.json');
  const packages = packagesOf(root);
  if (!existsSync(options) || packages === undefined) return Promise.resolve([]);
  const known = project.names();
  const asked = names.length === 0 ? known : known.filter((name) => names.includes(name));
  if (asked.length === 0) return Promise.resolve([]);
  const compiler = nativeCompiler();
  if (compiler === undefined) {
    tell('types are not checked: TypeScript has no native compiler for this machine, or npm left it out\n');
    return Promise.resolve([]);
  }
  const key = hash([root, ...asked]).slice(0, 16);
  const { folder, drop } = noteFolder(join(packages, '.cache/steading/types', key));
  const sources = fingerprint(root);
  const agreed = join(folder, 'agreed');
  if (existsSync(agreed) && readFileSync(agreed, 'utf8') === sources) return Promise.resolve([]);
  const config = join(folder, 'tsconfig.json');
  writeFileSync(config, JSON.stringify(configuration(root, options, asked, folder, packages)));
  const child = spawn(compiler, ['-p', config, '--pretty', 'false'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const found = said(child)
    .then((text) => {
      const findings = findingsOf(text);
      if (findings.length === 0) writeFileSync(agreed, sources);
      return findings;
    })
    .finally(drop);
  // The caller awaits this later: until then a rejection must not end the process.
  found.catch(() => undefined);
  return found;
}

/** Returns the result of `work`. If a stack cannot be built, the error also holds the findings of TypeScript. */
export async function withTypes<T>(types: Promise<readonly Finding[]>, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(sorted([...(await types), ...error.findings]));
  }
}

/** A folder for what the compiler keeps between two runs; one for this run alone where packages may not be written. */
function noteFolder(kept: string): { readonly folder: string; readonly drop: () => void } {
  try {
    mkdirSync(kept, { recursive: true });
    accessSync(kept, constants.W_OK);
    return { folder: kept, drop: () => undefined };
  } catch {
    const folder = mkdtempSync(join(tmpdir(), 'steading-types-'));
    return { folder, drop: () => rmSync(folder, { recursive: true, force: true }) };
  }
}

function configuration(
  root: string,
  options: string,
  names: readonly string[],
  folder: string,
  packages: string,
): object {
  return {
    extends: options,
    include: [],
    files: names.map((name) => join(root, 'stacks', `${name}.ts`)),
    compilerOptions: {
      noEmit: true,
      incremental: true,
      tsBuildInfoFile: join(folder, 'tsbuildinfo'),
      typeRoots: [join(packages, '@types')],
      // Unused names are the business of a linter.
      noUnusedLocals: false,
      noUnusedParameters: false,
    },
  };
}

function nativeCompiler(): string | undefined {
  try {
    const typescript = createRequire(require.resolve('typescript7/package.json'));
    const machine = `@typescript/typescript-${process.platform}-${process.arch}`;
    const program = process.platform === 'win32' ? 'tsc.exe' : 'tsc';
    return join(typescript.resolve(`${machine}/package.json`), '../lib', program);
  } catch {
    return undefined;
  }
}

/** The output of the compiler. Errors: {@link Refusal} if it fails without a type error. */
function said(child: ChildProcess): Promise<string> {
  const texts: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => texts.push(text));
  return new Promise((done, failed) => {
    const broken = (reason: string) =>
      failed(new Refusal('could-not', `TypeScript's compiler ended early: ${reason}`, 'run `npm ci`, then again'));
    child.once('error', ({ message }) => broken(message));
    child.once('close', (code) => {
      const text = texts.join('');
      if (code === 0 || /error TS\d+: /.test(text)) done(text);
      else broken(text.trim().split('\n').at(-1) || `exit ${code}`);
    });
  });
}

function findingsOf(text: string): Finding[] {
  const found: { place?: [string, string, string]; code: string; reason: string[] }[] = [];
  for (const line of text.split('\n')) {
    const [, file, row, column, code, reason] = MISTAKE.exec(line) ?? [];
    const [, general, why] = GENERAL.exec(line) ?? [];
    if (file && row && column && code && reason) found.push({ place: [file, row, column], code, reason: [reason] });
    else if (general && why) found.push({ code: general, reason: [why] });
    else if (line.trim() !== '') found.at(-1)?.reason.push(line.trim());
  }
  return found.map(({ place, code, reason }) => {
    const at = place && {
      file: relative(process.cwd(), resolve(place[0])),
      line: Number(place[1]),
      column: Number(place[2]),
    };
    const words = reason.map((one) => one.replace(/\.$/, '')).join('; ');
    return finding('types/not-assignable', { code, reason: words }, { at: () => at });
  });
}

/** Where the packages of a project lie: beside it, or above it in a repository of several. */
function packagesOf(folder: string): string | undefined {
  const path = join(folder, 'node_modules');
  if (existsSync(path)) return path;
  return dirname(folder) === folder ? undefined : packagesOf(dirname(folder));
}

/** A hash over size and times of every file that TypeScript may read. The time of the last status change notices a file that was moved over another. */
function fingerprint(root: string): string {
  const others = ['tsconfig.json', 'package.json', 'package-lock.json', 'node_modules/.package-lock.json'];
  const paths = [...others.map((name) => join(root, name)), ...sourcesOf(root)];
  return hash(
    paths.map((path) => {
      const at = statSync(path, { throwIfNoEntry: false });
      return at ? `${path} ${at.size} ${at.mtimeMs} ${at.ctimeMs}` : path;
    }),
  );
}

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name.startsWith('.') || PASSED_OVER.has(entry.name) ? [] : sourcesOf(path);
    return /\.(ts|tsx|mts|cts|json)$/.test(entry.name) ? [path] : [];
  });
}

function hash(texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\n')).digest('hex');
}
