import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { attempt, unless, WriteError } from './error';
import { lookAt } from './ground';
import { OWNERSHIP_FILE, ownedBy } from './ownership';
import { ROOM, type Room } from './room';

const LARGEST = 2 ** 26;

/**
 * Sees that a folder in a checkout is not somewhere else: Git keeps links, so that whoever writes into a repository could choose where
 * another one's command writes. Errors: `foreign`, naming where it leads; `unwritable` when the system does not tell.
 */
export function staysInCheckout(out: string): void {
  let there = out;
  while (lookAt(there) === undefined) there = dirname(there);
  const real = realPath(there);
  if (real === undefined || real === there) return;
  for (const checkout of checkoutsAround(there)) {
    const way = relative(realPath(checkout) ?? checkout, real);
    if (way !== '..' && !way.startsWith(`..${sep}`)) continue;
    const message = `${there} leads out of the checkout ${checkout}, to ${real}`;
    throw new WriteError('foreign', there, message, `if that is meant, name it itself: --out ${real}`);
  }
}

/** Undefined for a link to nothing. */
function realPath(path: string): string | undefined {
  let real: string | undefined;
  attempt('look at', path, () =>
    unless(['ENOENT'], () => {
      real = fs.realpathSync(path);
    }),
  );
  return real;
}

/** Sees that Git brings nothing of what is under way. Without a git on the PATH nobody tells. Errors: `foreign`. */
export function refuseTracked(room: Room): void {
  const [checkout] = checkoutsAround(dirname(room.path));
  const [file] = checkout === undefined ? [] : tracked(checkout, dirname(room.path));
  if (file === undefined) return;
  const message = `${file} in ${dirname(room.path)} is tracked by Git: steading keeps there what is under way, and no checkout may bring that`;
  throw new WriteError('foreign', room.path, message, `git rm -r ${ROOM} there, commit that, and run again`);
}

/**
 * Of files in an environment's folder, those that Git does not have and that the list of files as Git has it claims: whoever pushes a list would
 * choose which of a user's own files go, and Git could not bring them back. Without a git on the PATH nobody tells.
 */
export function claimedByGit(root: string, files: readonly string[]): ReadonlySet<string> {
  const [checkout] = files.length > 0 ? checkoutsAround(root) : [];
  const list = checkout === undefined ? undefined : git(checkout, root, 'cat-file', 'blob', `:./${OWNERSHIP_FILE}`);
  if (checkout === undefined || list === undefined) return new Set();
  const claimed = new Set(ownedBy(list));
  const has = new Set(git(checkout, root, 'ls-files', '-z')?.split('\0'));
  return new Set(files.filter((path) => claimed.has(path) && !has.has(path)));
}

/** Folders at or above one that have a `.git`, the nearest first. */
function checkoutsAround(folder: string): string[] {
  const above = dirname(folder) === folder ? [] : checkoutsAround(dirname(folder));
  return lookAt(join(folder, '.git')) ? [folder, ...above] : above;
}

function tracked(checkout: string, folder: string): string[] {
  const said = git(checkout, folder, 'ls-files', '-z', '--', `:(icase)${ROOM}`) ?? '';
  return said.split('\0').filter((name) => name !== '');
}

/**
 * What Git prints; undefined where it fails. The folder of Git is named, and nothing of its environment counts: whatever else lies there may not
 * say what Git runs.
 */
function git(checkout: string, folder: string, ...args: readonly string[]): string | undefined {
  const named = [`--git-dir=${join(checkout, '.git')}`, `--work-tree=${checkout}`, '-c', 'core.fsmonitor=false'];
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  try {
    const options = { cwd: folder, env, encoding: 'utf8', maxBuffer: LARGEST } as const;
    return execFileSync('git', [...named, ...args], { ...options, stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}
