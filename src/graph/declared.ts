import type { ApiObject } from 'cdk8s';
import type { Cluster } from '../model/cluster';
import type { Component } from '../model/component';
import type { Host } from '../model/host';
import type { Namespace } from '../model/namespace';
import type { Operand } from '../model/operand';
import type { HelmRelease } from '../model/release';
import type { Secret } from '../model/secret';
import type { HostService, ServiceAlias } from '../model/service';
import type { Workload } from '../model/workload';

/** Everything that stands in a stack, by what it is. */
export interface Declared {
  readonly components: Component[];
  readonly clusters: Cluster[];
  readonly hosts: Host[];
  readonly namespaces: Namespace[];
  readonly workloads: Workload[];
  readonly hostServices: HostService<never>[];
  readonly aliases: ServiceAlias[];
  readonly releases: HelmRelease[];
  readonly operands: Operand[];
  readonly secrets: Secret[];
  readonly objects: ApiObject[];
}
