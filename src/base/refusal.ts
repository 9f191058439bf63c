/**
 * What kind of thing stopped a command:
 *
 * - `usage`: the command line or the project is not as expected
 * - `could-not`: disk, network, a cluster, a host or another program refused
 */
export type RefusalKind = 'usage' | 'could-not';

/** An error that a person can mend: what was found, and what to do. Anything else that is thrown is a mistake in Steading. */
export class Refusal extends Error {
  constructor(
    readonly because: RefusalKind,
    message: string,
    readonly fix: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Whether an error says that the command line or the project is not as expected. */
export const isUsage = (error: unknown): error is Refusal => error instanceof Refusal && error.because === 'usage';
