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

/** The connection went away while something ran: whether it came to its end is not known. */
export class Lost extends Error {
  override name = 'Lost';

  constructor() {
    super('the connection was lost while it ran');
  }
}
