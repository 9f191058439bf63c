import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Reads the arguments of every process over and over, as anybody on a machine may. */
export class Onlooker {
  private readonly seen = new Set<string>();
  private samples = 0;
  private isOver = false;
  private readonly looking = this.look();

  async stop(): Promise<{ readonly samples: number; readonly text: string }> {
    this.isOver = true;
    await this.looking;
    return { samples: this.samples, text: [...this.seen].join('\n') };
  }

  private async look(): Promise<void> {
    for (; !this.isOver; this.samples++) {
      for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) this.add(`/proc/${id}/cmdline`);
      await sleep(10);
    }
  }

  private add(path: string): void {
    try {
      this.seen.add(readFileSync(path, 'utf8').replaceAll('\0', ' '));
    } catch {
      // it has ended
    }
  }
}
