import type { HostNode } from '../graph/graph';
import { DEFAULTS, type Limits } from './limits';
import { Machine } from './machine';

/** All hosts of an environment, each reached when it is needed. */
export class Fleet {
  private readonly machines = new Map<string, Machine>();

  constructor(
    readonly environment: string,
    readonly hosts: readonly HostNode[],
    private readonly limits: Limits = DEFAULTS,
  ) {}

  host(name: string): HostNode {
    const host = this.hosts.find((one) => one.name === name);
    if (!host) throw new Error(`no host '${name}'`);
    return host;
  }

  machine(name: string): Machine {
    const machine = this.machines.get(name) ?? new Machine(this.host(name), this.environment, this.limits);
    this.machines.set(name, machine);
    return machine;
  }

  async close(): Promise<void> {
    await Promise.all([...this.machines.values()].map((machine) => machine.close()));
  }
}
