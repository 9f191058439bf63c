import { Construct } from 'constructs';
import { here, type Where } from '../diagnostics/where';
import type { Architecture } from './image';
import type { Stack } from './stack';

export interface HostProps {
  /** Address at which SSH and its services are reached. */
  readonly address: string;
  readonly user: string;
  readonly architecture: Architecture;
}

/** A machine outside Kubernetes, reached by SSH. */
export class Host extends Construct {
  readonly at: Where;

  constructor(
    readonly stack: Stack,
    readonly name: string,
    readonly props: HostProps,
  ) {
    super(stack, `host-${name}`);
    this.at = here();
  }

  get address(): string {
    return this.props.address;
  }
}
