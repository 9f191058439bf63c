import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { attempt, unless, WriteError } from './error';
import { lookAt } from './ground';
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

/** Folders at or above one that have a `.git`, the nearest first. */
function checkoutsAround(folder: string): string[] {
  const above = dirname(folder) === folder ? [] : checkoutsAround(dirname(folder));
  return lookAt(join(folder, '.git')) ? [folder, ...above] : above;
}

/** The folder of Git is named, and nothing of its environment counts: whatever else lies there may not say what Git runs. */
function tracked(checkout: string, folder: string): string[] {
  const named = [`--git-dir=${join(checkout, '.git')}`, `--work-tree=${checkout}`, '-c', 'core.fsmonitor=false'];
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  try {
    const options = { cwd: folder, env, encoding: 'utf8', maxBuffer: LARGEST } as const;
    const said = execFileSync('git', [...named, 'ls-files', '-z', '--', `:(icase)${ROOM}`], {
      ...options,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return said.split('\0').filter((name) => name !== '');
  } catch {
    return [];
  }
}
