interface Waiting {
  readonly count: number;
  readonly go: () => void;
}

/** So many things at a time, first come, first served. Who takes all slots is alone. */
export class Slots {
  private readonly waiting: Waiting[] = [];
  private free: number;

  constructor(readonly all: number) {
    this.free = all;
  }

  async with<T>(count: number, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((go) => {
      this.waiting.push({ count, go });
      this.next();
    });
    try {
      return await work();
    } finally {
      this.free += count;
      this.next();
    }
  }

  private next(): void {
    for (let [first] = this.waiting; first && first.count <= this.free; [first] = this.waiting) {
      this.waiting.shift();
      this.free -= first.count;
      first.go();
    }
  }
}
