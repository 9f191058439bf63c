const NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
type Signal = keyof typeof NUMBERS;

/** Ctrl-C, a closed terminal, or a request to end. */
export class Interrupted extends Error {
  override name = 'Interrupted';

  constructor(readonly signal: Signal) {
    super(`interrupted by ${signal}`);
  }

  /** What a shell takes for an end by this signal: 130 for Ctrl-C. */
  get exitCode(): number {
    return 128 + NUMBERS[this.signal];
  }
}

/** Turns the first signal into an error, so that there is time to clean up. A second one ends the process at once. */
export class Interruption {
  /** Rejects with `Interrupted` at the first signal, and never resolves. */
  readonly happened: Promise<never>;
  #error: Interrupted | undefined;
  readonly #listeners: readonly (readonly [Signal, () => void])[];

  constructor() {
    let reject: (error: Interrupted) => void = () => undefined;
    this.happened = new Promise((_, refuse) => {
      reject = refuse;
    });
    this.happened.catch(() => undefined);
    const act = (signal: Signal): void => {
      if (this.#error) process.exit(this.#error.exitCode);
      this.#error = new Interrupted(signal);
      reject(this.#error);
    };
    this.#listeners = (Object.keys(NUMBERS) as Signal[]).map((signal) => [signal, () => act(signal)] as const);
    for (const [signal, listener] of this.#listeners) process.on(signal, listener);
  }

  /** Throws `Interrupted` if there was a signal. */
  check(): void {
    if (this.#error) throw this.#error;
  }

  /** From here on signals do what they do by themselves. */
  end(): void {
    for (const [signal, listener] of this.#listeners) process.off(signal, listener);
  }
}
