import { Component, type Namespace, type Stack } from '../../src';
import { type Bootstrap, bootstrap, healthCheck, resourceMonitor } from './scripts';

export interface OperationsProps {
  readonly operators: Namespace;
  readonly data: Namespace;
  /** Where Flux is. */
  readonly flux: Namespace;
  readonly bootstrap: Omit<Bootstrap, 'flux'>;
}

/** Scripts of the operations guide, for a person's own machine: they ask the cluster that `kubectl` is set to. */
export class Operations extends Component {
  constructor(stack: Stack, id: string, { operators, data, flux, bootstrap: how }: OperationsProps) {
    super(stack, id);
    const names = { operators: operators.name, data: data.name, flux: flux.name };
    this.text('scripts/health-check.sh', healthCheck(names), 0o755);
    this.text('scripts/resource-monitor.sh', resourceMonitor(), 0o755);
    this.text('scripts/bootstrap-gitops-latest.sh', bootstrap({ ...how, flux: flux.name }), 0o755);
  }
}
