import { execFileSync } from 'node:child_process';
import { closest } from 'fastest-levenshtein';
import { Refusal } from '../../base/refusal';

const LARGEST = 2 ** 30;

/** Asks Git about the repository around a folder. It changes nothing there: no branch, no index, no file. */
export class Git {
  /** Errors: {@link Refusal} where there is no Git, or no repository. */
  constructor(private readonly folder: string) {
    if (this.tried('rev-parse', '--git-dir') === undefined)
      throw new Refusal(
        'usage',
        `${folder} is in no Git repository, or there is no git on the PATH`,
        'compare with a folder: --against DIR',
      );
  }

  /** The commit from which the working tree and `ref` went different ways. */
  mergeBase(ref: string): string {
    if (this.tried('rev-parse', '--verify', '--quiet', `${ref}^{commit}`) === undefined) throw this.unknown(ref);
    const commit = this.tried('merge-base', ref, 'HEAD');
    if (commit !== undefined) return commit;
    const isShallow = this.run('rev-parse', '--is-shallow-repository') === 'true';
    throw new Refusal(
      'usage',
      `'${ref}' and HEAD have no commit in common${isShallow ? ': this clone is shallow' : ''}`,
      isShallow ? 'fetch all of it: git fetch --unshallow, or fetch-depth: 0 for actions/checkout' : 'name another one',
    );
  }

  /** The branch that others start from: what the remote says, else `main` or `master`. */
  defaultBranch(): string {
    const candidates = [
      this.tried('rev-parse', '--abbrev-ref', 'origin/HEAD'),
      'origin/main',
      'main',
      'origin/master',
      'master',
    ];
    const found = candidates.find((ref) => ref !== undefined && this.tried('rev-parse', '--verify', '--quiet', ref));
    if (found !== undefined) return found;
    throw new Refusal('usage', 'there is no branch main or master to compare with', 'name one: --base REF');
  }

  /** The folder inside of the repository, with a `/` behind it; empty where it is the whole. */
  get prefix(): string {
    return this.run('rev-parse', '--show-prefix');
  }

  /** Puts all of a commit into an empty folder, with an index of its own. */
  checkOut(commit: string, folder: string): void {
    const env = { ...process.env, GIT_INDEX_FILE: `${folder}/.git-index` };
    this.run({ env }, 'read-tree', commit);
    this.run({ env }, `--work-tree=${folder}`, 'checkout-index', '--all', '--quiet');
  }

  private run(...args: readonly [string, ...string[]] | readonly [{ env: NodeJS.ProcessEnv }, ...string[]]): string {
    const [first, ...rest] = args;
    const [options, all] = typeof first === 'string' ? [{}, [first, ...rest]] : [first, rest];
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
    return execFileSync('git', all, {
      cwd: this.folder,
      encoding: 'utf8',
      maxBuffer: LARGEST,
      stdio,
      ...options,
    }).replace(/\n$/, '');
  }

  private tried(...args: readonly [string, ...string[]]): string | undefined {
    try {
      return this.run(...args) || undefined;
    } catch {
      return undefined;
    }
  }

  private unknown(ref: string): Refusal {
    const known = this.run(
      'for-each-ref',
      '--format=%(refname:short)',
      'refs/heads',
      'refs/remotes',
      'refs/tags',
    ).split('\n');
    const near =
      known.filter(Boolean).length > 0 ? `did you mean '${closest(ref, known)}'?` : 'name a branch, a tag or a commit';
    return new Refusal('usage', `'${ref}' is no commit of this repository`, near);
  }
}
