/** A host that cannot be reached, or does not let us. */
export class HostError extends Error {
  override name = 'HostError';

  constructor(
    message: string,
    readonly fix: string,
  ) {
    super(message);
  }
}

/** It shows another key than the one that is stated, or none is: waiting does not help. */
export class KeyRefused extends HostError {
  override name = 'KeyRefused';
}

/** The connection went away while something ran: whether it came to its end is not known. */
export class Lost extends Error {
  override name = 'Lost';

  constructor() {
    super('the connection was lost while it ran');
  }
}
