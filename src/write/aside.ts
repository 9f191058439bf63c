import fs from 'node:fs';
import { join } from 'node:path';
import { attempt, codeOf } from './error';
import { Ground, standing } from './ground';
import { folderOf } from './paths';
import type { Room } from './room';

/** Old files of an environment, kept until all new ones are in place: a power cut that takes the new ones does not take these. */
export class Aside {
  private readonly ground: Ground;

  constructor(
    room: Room,
    private readonly environment: string,
  ) {
    this.ground = new Ground(room.old);
  }

  /** Keeps a file that is going to be replaced. Where the disk has hard links, readers find the old one or the new one at any time. */
  keep(path: string, from: string): void {
    const at = this.place(path);
    attempt('write', at, () => {
      try {
        fs.linkSync(from, at);
      } catch (error) {
        if (!['EEXIST', 'ENOENT'].includes(codeOf(error) ?? '')) move(from, at);
      }
    });
  }

  /** Keeps a file that is going to be removed. */
  take(path: string, from: string): void {
    const at = this.place(path);
    attempt('remove', from, () => move(from, at));
  }

  holds(path: string): boolean {
    const kept = this.name(path);
    return !this.ground.obstacle(folderOf(kept)) && standing(this.ground.full(kept)) === 'file';
  }

  /** Puts a file that it holds in its place, over what is there now. */
  putBack(path: string, to: string): void {
    attempt('write', to, () => move(this.ground.full(this.name(path)), to));
  }

  private place(path: string): string {
    const kept = this.name(path);
    this.ground.make(folderOf(kept));
    return this.ground.full(kept);
  }

  private name(path: string): string {
    return `${this.environment}/${path}`;
  }
}

/** Renames a file; where its new place is on another disk, copies it beside that first. */
export function move(from: string, to: string): void {
  try {
    fs.renameSync(from, to);
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error;
    const beside = join(to, '../.steading.part');
    fs.rmSync(beside, { force: true });
    fs.copyFileSync(from, beside, fs.constants.COPYFILE_EXCL);
    fs.chmodSync(beside, fs.statSync(from).mode & 0o777);
    fs.renameSync(beside, to);
    fs.rmSync(from);
  }
}
