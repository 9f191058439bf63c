import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Found } from '../preview/read/tree';

/** A folder for what programs read. Only files that Steading has read come into it: no link leads out of it. */
export class Scratch {
  readonly folder = mkdtempSync(join(tmpdir(), 'steading-render-'));
  private rooms = 0;

  /** A fresh folder with these files in it. */
  room(files: Iterable<Found> = []): string {
    const room = join(this.folder, String(this.rooms++));
    mkdirSync(room);
    for (const { file, content } of files) put(join(room, file), content);
    return room;
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode: 0o600 });
}

/** Does work on all of them, a few at a time, and gives back what comes of each in their order. */
export async function inTurns<T, R>(all: readonly T[], atOnce: number, work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let place = next++; place < all.length; place = next++) done[place] = await work(all[place] as T);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, worker));
  return done;
}
