/** What one run took, or the medians of several. */
export interface Measured {
  readonly objects: number;
  readonly seconds: number;
  /** Of all its threads, user and system. On a busy machine it says more than the clock does. */
  readonly cpuSeconds: number;
  /** Peak of the process. */
  readonly megabytes: number;
  /** Seconds by phase. */
  readonly phases: Readonly<Record<string, number>>;
}

/** Each number by itself. */
export function median(runs: readonly Measured[]): Measured {
  const of = (number: (run: Measured) => number): number => middle(runs.map(number));
  return {
    objects: of((run) => run.objects),
    seconds: of((run) => run.seconds),
    cpuSeconds: of((run) => run.cpuSeconds),
    megabytes: of((run) => run.megabytes),
    phases: Object.fromEntries(
      Object.keys(runs[0]?.phases ?? {}).map((phase) => [phase, of((run) => run.phases[phase] ?? 0)]),
    ),
  };
}

export function middle(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [low = 0, high = 0] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return (low + high) / 2;
}

/** Microseconds an object. */
export function each({ seconds, objects }: Measured): number {
  return (seconds / objects) * 1e6;
}

export function cpuSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

/** What a run takes, step by step, from the moment at which it is made. */
export class Stopwatch {
  private readonly start = performance.now();
  private readonly cpu = process.cpuUsage();
  private readonly phases: Record<string, number> = {};
  private last = this.start;

  /** The step of this name ends. */
  readonly lap = (name: string): void => {
    const now = performance.now();
    this.phases[name] = (now - this.last) / 1000;
    this.last = now;
  };

  read(objects: number): Measured {
    return {
      objects,
      seconds: (this.last - this.start) / 1000,
      cpuSeconds: cpuSeconds(this.cpu),
      megabytes: process.resourceUsage().maxRSS / 1024,
      phases: this.phases,
    };
  }
}
