import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '../../base/refusal';
import { SCHEMA } from '../commands/side';
import { tell } from '../print/output';
import { sideAgainst } from './against';
import type { Git } from './git';
import type { State } from './states';

const LARGEST = 2 ** 30;
/** Bases that are remembered. */
const KEPT = 8;

/** What a commit makes. */
export interface Base {
  readonly states: readonly State[];
  /** Its Steading is older than previews: only the trees that it writes are known. */
  readonly isTrees: boolean;
}

/**
 * All environments as they were at a commit, made by that commit's own Steading in a scratch folder. A commit never changes, so that what it
 * made is kept below `node_modules/.cache`. Errors: {@link Refusal} where it cannot be made.
 */
export async function baseAt(root: string, git: Git, commit: string): Promise<Base> {
  const memory = Memory.of(root, commit, git.prefix);
  const known = memory?.read();
  if (known) return known;
  const scratch = mkdtempSync(join(tmpdir(), 'steading-preview-'));
  try {
    git.checkOut(commit, scratch);
    const project = join(scratch, git.prefix);
    await provide(project, root);
    const base = (await told(project)) ?? (await written(project, join(scratch, '.trees')));
    memory?.write(base);
    return base;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** By the command that is there for that; nothing where there is none yet. */
async function told(project: string): Promise<Base | undefined> {
  try {
    const { schema, states } = JSON.parse(await steading(project, 'side')) as {
      schema: number;
      states: readonly State[];
    };
    if (schema === SCHEMA) return { states, isTrees: false };
    throw new Refusal(
      'could-not',
      `the Steading of the base speaks of environments in form ${schema}, this one in form ${SCHEMA}`,
      FIX,
    );
  } catch (error) {
    if (error instanceof Refusal && error.message.includes("unknown command 'side'")) return undefined;
    throw error;
  }
}

async function written(project: string, trees: string): Promise<Base> {
  await steading(project, 'synth', '--out', trees);
  const states = readdirSync(trees).map((environment) => ({
    environment,
    side: sideAgainst(trees, environment),
    errors: [],
  }));
  return { states, isTrees: true };
}

function steading(project: string, ...args: readonly string[]): Promise<string> {
  // In a repository of one's own it is a dependency.
  const own = join('bin', 'steading.js');
  const program = existsSync(join(project, own)) ? own : join('node_modules', 'steading', own);
  return run(project, process.execPath, [program, ...args]);
}

/** Its dependencies, unless they are in Git as well: ours where the lock file is the same, else its own. */
async function provide(project: string, root: string): Promise<void> {
  const lock = (folder: string) => {
    const path = join(folder, 'package-lock.json');
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  };
  const ours = join(root, 'node_modules');
  const its = join(project, 'node_modules');
  if (lstatSync(its, { throwIfNoEntry: false })) return;
  if (lock(project) === lock(root) && existsSync(ours)) return symlinkSync(ours, its);
  tell('the dependencies of the base differ from these: npm ci for it\n');
  await run(project, 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']);
}

function run(cwd: string, program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, [...args], { cwd, encoding: 'utf8', maxBuffer: LARGEST }, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else reject(new Refusal('could-not', `the base cannot be built: ${said(stderr) || error.message}`, FIX));
    });
  });
}

const FIX = 'compare with another commit (--base REF) or with a folder (--against DIR)';

function said(stderr: string): string {
  return stderr.trim().split('\n').slice(0, 12).join('\n');
}

/** What a commit made, in a file. */
class Memory {
  /** Nothing where there is no folder to keep it. */
  static of(root: string, commit: string, prefix: string): Memory | undefined {
    if (!existsSync(join(root, 'node_modules'))) return undefined;
    const circumstances = createHash('sha256')
      .update(`${SCHEMA} ${process.version} ${prefix}`)
      .digest('hex')
      .slice(0, 8);
    return new Memory(join(root, 'node_modules', '.cache', 'steading', 'preview'), `${commit}-${circumstances}.json`);
  }

  private constructor(
    private readonly folder: string,
    private readonly name: string,
  ) {}

  read(): Base | undefined {
    try {
      return JSON.parse(readFileSync(join(this.folder, this.name), 'utf8'));
    } catch {
      return undefined;
    }
  }

  /** Not to be able to is no mistake: it is made anew then. */
  write(base: Base): void {
    try {
      mkdirSync(this.folder, { recursive: true });
      const path = join(this.folder, this.name);
      writeFileSync(`${path}.${process.pid}`, JSON.stringify(base), { mode: 0o600 });
      renameSync(`${path}.${process.pid}`, path);
      const age = (name: string) => statSync(join(this.folder, name)).mtimeMs;
      const old = readdirSync(this.folder)
        .sort((a, b) => age(b) - age(a))
        .slice(KEPT);
      for (const name of old) rmSync(join(this.folder, name), { force: true });
    } catch {
      // Read-only, or full.
    }
  }
}
