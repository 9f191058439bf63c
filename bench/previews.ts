import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { binary } from '../tools/build';
import { type Measured, median, middle } from './measured';

type Ask = <T>(script: string, ...args: string[]) => T;

export interface Previews {
  readonly diff: Measured;
  /** Seconds of the peer, on the same trees in the same run. */
  readonly peer: number;
  /** A preview of all environments of this project, whole process, its base known. */
  readonly preview: number;
}

/** Two trees in which one object of a hundred differs, for Steading, and for `diff` with dyff. */
export async function previews(ask: Ask, folder: string, objects: number, rounds: number): Promise<Previews> {
  const dyff = await binary('dyff');
  const place = join(folder, `trees-${objects}`);
  ask('trees.ts', place, String(objects));
  const [old, now] = ['old', 'new'].map((side) => join(place, side, 'fleet')) as [string, string];
  const runs = Array.from({ length: rounds }, () => ({
    diff: ask<Measured>('diff.ts', old, now, String(objects)),
    peer: timed(() => withDyff(dyff, old, now)),
  }));
  const all = () =>
    execFileSync(process.execPath, ['bin/steading.js', 'preview', '--base', 'HEAD', '--format', 'json']);
  all();
  return {
    diff: median(runs.map(({ diff }) => diff)),
    peer: middle(runs.map(({ peer }) => peer)),
    preview: middle(Array.from({ length: rounds }, () => timed(all))),
  };
}

/** `diff -rq` finds the files that differ, dyff says how each does: it knows nothing of what that brings about. */
function withDyff(dyff: string, old: string, now: string): void {
  const { stdout } = spawnSync('diff', ['-rq', old, now], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  for (const line of stdout.split('\n')) {
    const [, before, after] = /^Files (\S+) and (\S+) differ$/.exec(line) ?? [];
    if (before && after) spawnSync(dyff, ['between', before, after]);
  }
}

function timed(work: () => void): number {
  const begin = performance.now();
  work();
  return (performance.now() - begin) / 1000;
}
