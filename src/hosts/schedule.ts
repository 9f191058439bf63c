import { sortBy } from '../base/sort';

/** One thing to do on a host, after others. */
export interface Task {
  readonly id: string;
  readonly host: string;
  readonly after: readonly string[];
}

export interface Limits {
  readonly hosts: number;
  readonly perHost: number;
}

export interface Doing<T extends Task> {
  /** False where it could not be done. */
  readonly work: (task: T) => Promise<boolean>;
  /** It comes after `because`, directly or not, which could not be done. */
  readonly skip: (task: T, because: string) => void;
}

/** Does everything in its order, and side by side what may be. What fails stops what comes after it, and nothing else. */
export async function schedule<T extends Task>(tasks: readonly T[], limits: Limits, doing: Doing<T>): Promise<void> {
  const open = new Map(sortBy(tasks, ({ id }) => id).map((task) => [task.id, task]));
  const left = new Map(tasks.map(({ id, after }) => [id, new Set(after)]));
  const busy = new Map<string, number>();
  const running = new Set<Promise<void>>();

  const drop = (failed: string, because: string): void => {
    for (const task of [...open.values()]) {
      if (!left.get(task.id)?.has(failed) || !open.delete(task.id)) continue;
      doing.skip(task, because);
      drop(task.id, because);
    }
  };
  const start = async (task: T): Promise<void> => {
    const done = await doing.work(task);
    const others = (busy.get(task.host) ?? 1) - 1;
    if (others === 0) busy.delete(task.host);
    else busy.set(task.host, others);
    if (!done) drop(task.id, task.id);
    else for (const waits of left.values()) waits.delete(task.id);
  };
  const isFree = (host: string): boolean => {
    const here = busy.get(host);
    return here === undefined ? busy.size < limits.hosts : here < limits.perHost;
  };

  for (;;) {
    for (const task of [...open.values()]) {
      if (left.get(task.id)?.size !== 0 || !isFree(task.host)) continue;
      open.delete(task.id);
      busy.set(task.host, (busy.get(task.host) ?? 0) + 1);
      const run = start(task).finally(() => running.delete(run));
      running.add(run);
    }
    if (running.size === 0) break;
    await Promise.race(running);
  }
  if (open.size > 0) throw new Error(`nothing comes first: ${[...open.keys()].join(', ')}`);
}
