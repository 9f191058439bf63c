import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { withLock } from '../../tools/lock';
import { identify, type ProcessIdentity } from '../../tools/process';
import { Refusal } from '../base/refusal';
import { codeOf } from '../write/error';
import { stateFolder } from '../write/state-folder';
import type { ClusterSpec } from './plan';

/** What a sandbox remembers of itself, in `sandbox.json`. */
export interface SandboxRecord {
  readonly schema: 1;
  readonly environment: string;
  readonly cluster: ClusterSpec;
  /** The `steading sandbox up` that is at work, or was when it was killed. */
  readonly up?: ProcessIdentity;
  /** What is not ready yet is of no use where its `up` was killed; what is applied in part can be applied again. */
  readonly phase: 'starting' | 'applying' | 'applied';
  /** Path of a kubectl of the same version. Empty until the control plane is built. */
  readonly kubectl: string;
}

const OURS = /^(lock|lock\.\d+|sandbox\.json|sandbox\.json\.part|control-plane)$/;

/** The one folder in which everything of a sandbox is kept. */
export class Place {
  readonly folder: string;

  /** `state` is what a person named. Default: a folder for each project, where the system keeps state. */
  constructor(
    root: string,
    readonly state?: string,
  ) {
    this.folder = state === undefined ? join(homeOfStates(), nameOf(root)) : resolve(state);
  }

  /** The state folder of the control plane. */
  get servers(): string {
    return join(this.folder, 'control-plane');
  }

  get kubeconfig(): string {
    return join(this.servers, 'kubeconfig');
  }

  get #record(): string {
    return join(this.folder, 'sandbox.json');
  }

  /** Whether the folder is there. Throws `Refusal` where it holds what no sandbox makes. */
  exists(): boolean {
    const files = this.#files();
    const foreign = files?.find((file) => !OURS.test(file));
    if (foreign !== undefined) {
      throw new Refusal(
        'usage',
        `${this.folder} is no folder of a sandbox: it holds '${foreign}'`,
        'name a folder with --state that is empty or does not exist',
      );
    }
    return files !== undefined;
  }

  /** Undefined where there is none, or none that can be read. */
  record(): SandboxRecord | undefined {
    try {
      return JSON.parse(readFileSync(this.#record, 'utf8')) as SandboxRecord;
    } catch {
      return undefined;
    }
  }

  write(record: SandboxRecord): void {
    writeFileSync(`${this.#record}.part`, JSON.stringify(record), { mode: 0o600 });
    renameSync(`${this.#record}.part`, this.#record);
  }

  /** Forgets the record, and what was left by others that were killed as they asked for the lock. */
  forget(): void {
    for (const file of this.#files() ?? []) {
      const asker = /^lock\.(\d+)$/.exec(file)?.[1];
      const isLeft = asker !== undefined && identify(Number(asker)) === undefined;
      if (isLeft || file.startsWith('sandbox.json')) rmSync(join(this.folder, file), { force: true });
    }
  }

  /**
   * Runs `work` while no other command changes this sandbox; calls `onWait` once if it has to wait. Afterwards an empty
   * folder is removed. Throws what `work` throws, system errors, and `Refusal` where there is no place for the folder.
   */
  async locked<T>(onWait: () => void, work: () => Promise<T>): Promise<T> {
    const above = dirname(this.folder);
    if (this.state !== undefined && !existsSync(above))
      throw new Refusal('usage', `${above} does not exist`, 'name a folder with --state in one that exists');
    for (;;) {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      let began = false;
      const begin = (): Promise<T> => {
        began = true;
        return work();
      };
      try {
        return await withLock(join(this.folder, 'lock'), onWait, begin);
      } catch (error) {
        // Whoever held the lock has removed the folder.
        if (began || codeOf(error) !== 'ENOENT') throw error;
      } finally {
        this.#removeIfEmpty();
      }
    }
  }

  #removeIfEmpty(): void {
    for (const folder of [this.folder, ...(this.state === undefined ? [dirname(this.folder)] : [])]) {
      try {
        rmdirSync(folder);
      } catch {
        return;
      }
    }
  }

  #files(): string[] | undefined {
    try {
      return readdirSync(this.folder);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      if (codeOf(error) !== 'ENOTDIR' || this.state === undefined) throw error;
      throw new Refusal(
        'usage',
        `${this.folder} is a file`,
        'name a folder with --state that is empty or does not exist',
      );
    }
  }
}

function homeOfStates(): string {
  const folder = stateFolder();
  if (folder !== undefined) return folder;
  throw new Refusal('usage', 'this user has no home folder for the state of a sandbox', 'name a folder with --state');
}

function nameOf(root: string): string {
  const path = realpathSync(root);
  return `${basename(path)}-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;
}
