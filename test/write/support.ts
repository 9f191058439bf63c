import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareTrees, type Tree, type TreeFile, WriteError, writeTrees } from '../../src/write';
import { roomOf } from '../../src/write/room';

const made: string[] = [];

// A test has a state folder of its own, and the processes that it starts have the same one.
process.env.XDG_STATE_HOME = process.env.STEADING_TEST_STATE ??= scratch();

/**
 * A new folder that any user may enter. In memory where there is room: ext4 searches past every inode freed in the last minutes
 * before it gives one out, so that tests which make and remove thousands of files would wait for each other there.
 */
export function scratch(): string {
  const folder = fs.mkdtempSync(join(memory() ?? tmpdir(), 'steading-write-'));
  fs.chmodSync(folder, 0o755);
  made.push(folder);
  return folder;
}

function memory(): string | undefined {
  try {
    const { bavail, bsize } = fs.statfsSync('/dev/shm');
    fs.accessSync('/dev/shm', fs.constants.W_OK);
    return bavail * bsize > 200e6 ? '/dev/shm' : undefined;
  } catch {
    return undefined;
  }
}

/** Removes what {@link scratch} made. For afterAll. */
export function clear(): void {
  for (const folder of made.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
}

/** One environment from `{path: content}`; what ends in `.sh` can be run. */
export function tree(files: Readonly<Record<string, string>>, environment = 'lab'): Tree {
  const made = Object.entries(files).map(
    ([path, content]): TreeFile => ({ path, content, mode: path.endsWith('.sh') ? 0o755 : 0o644 }),
  );
  return { environment, files: made };
}

/** Writes as a person does, or as another program. */
export function put(root: string, path: string, content = 'mine\n'): string {
  const full = join(root, path);
  fs.mkdirSync(join(full, '..'), { recursive: true });
  fs.writeFileSync(full, content);
  return full;
}

/** All that is under a folder: mode and bytes of files, where links point to, and folders that are empty. */
export function snapshot(root: string): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (folder: string): void => {
    const entries = fs.readdirSync(join(root, folder), { withFileTypes: true });
    if (entries.length === 0) found[folder] = 'empty folder';
    for (const entry of entries) {
      const path = `${folder}${entry.name}`;
      const full = join(root, path);
      if (entry.isDirectory()) walk(`${path}/`);
      else if (entry.isSymbolicLink()) found[path] = `link to ${fs.readlinkSync(full)}`;
      else found[path] = `${(fs.statSync(full).mode & 0o777).toString(8)} ${fs.readFileSync(full, 'latin1')}`;
    }
  };
  walk('');
  return found;
}

/** What {@link snapshot} shows of trees that stand alone, list of files included. */
export function expected(...trees: readonly Tree[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { environment, files } of trees) {
    const owned = JSON.stringify({ schema: 1, files: files.map((f) => f.path).sort() }, null, 2);
    found[`${environment}/.steading.json`] = `644 ${owned}\n`;
    for (const { path, mode, content } of files)
      found[`${environment}/${path}`] = `${mode.toString(8)} ${Buffer.from(content).toString('latin1')}`;
  }
  return found;
}

/** The error that a promise ends with. */
export async function failing(promise: Promise<unknown>): Promise<WriteError> {
  const [result] = await Promise.allSettled([promise]);
  if (result.status === 'fulfilled') throw new Error('it did not fail');
  return result.reason as WriteError;
}

/** Expects both commands to refuse with the same words, and nothing to have changed. */
export async function refused(out: string, ...trees: readonly Tree[]): Promise<WriteError> {
  const before = snapshot(out);
  const error = await failing(writeTrees(out, trees));
  const compared = await failing(compareTrees(out, trees));
  expect(snapshot(out)).toEqual(before);
  expect(compared.message).toBe(error.message);
  if (error instanceof WriteError)
    for (const text of [error.message, error.fix]) expect(text).toMatch(/^[^A-Z].*[^.]$/s);
  return error;
}

/** What the next command does before anything of its own. */
export async function recover(out: string): Promise<void> {
  await writeTrees(out, []);
}

/** Whether a killed command left something. */
export function leftBehind(out: string): boolean {
  return fs.existsSync(roomOf(out).path);
}

/** Makes the lock in `out` that of a process which is gone: same number, another start. */
export function bury(out: string): void {
  const { lock } = roomOf(out);
  if (!fs.existsSync(lock)) return;
  for (const name of fs.readdirSync(lock)) {
    const [pid, start, ...rest] = name.split('+');
    fs.renameSync(join(lock, name), join(lock, [pid, `${start}0`, ...rest].join('+')));
  }
}

type SyncCall = (...args: unknown[]) => unknown;
const functions = fs as unknown as Record<string, SyncCall>;

/** Calls `before` with a number, the name and the arguments ahead of every blocking call of `fs`, until the returned function is called. */
export function watchCalls(before: (n: number, name: string, args: unknown[]) => void): () => void {
  const names = Object.keys(functions).filter((name) => name.endsWith('Sync'));
  const originals = names.map((name) => [name, functions[name] as SyncCall] as const);
  let n = 0;
  for (const [name, original] of originals) {
    functions[name] = (...args) => {
      before(++n, name, args);
      return original.apply(fs, args);
    };
  }
  return () => {
    for (const [name, original] of originals) functions[name] = original;
  };
}
