import { here } from '../diagnostics/where';
import type { ContainerProps, Resources, User } from './container';
import type { Image } from './image';
import { type Grant, grant, type Privileges } from './privileges';

export interface SidecarProps extends ContainerProps {
  readonly image: Image;
  readonly resources: Resources;
  /** @default - the workload's */
  readonly user?: User;
  /** Paths of the workload's files and volumes that it sees too. @default [] */
  readonly shares?: readonly string[];
}

/** A second container of a workload's pods: it starts and ends with them, and has the same address. */
export class Sidecar {
  readonly grants: Grant[] = [];
  readonly at = here();

  constructor(
    readonly name: string,
    readonly props: SidecarProps,
  ) {}

  /** As `Workload.grant`, for this container alone. */
  grant(privileges: Privileges, why: string): void {
    this.grants.push(grant(privileges, why));
  }
}
