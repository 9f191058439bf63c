import { App } from 'cdk8s';
import { Construct } from 'constructs';
import type { Code, Params } from '../diagnostics/catalogue';
import { type Finding, finding } from '../diagnostics/finding';
import { here, type Where } from '../diagnostics/where';
import { type ChartSources, OWN_REPOSITORIES } from './charts';
import { Cluster, type ClusterProps } from './cluster';
import type { Delivery, GitOpsDelivery } from './delivery';

/** A warning that its owner knows about and accepts, for a reason and for a time. */
export interface Acknowledgement {
  readonly code: Code;
  /** Why it is accepted; printed with the report. */
  readonly why: string;
  /** Last day on which it is accepted, as `2027-01-31`. */
  readonly until: string;
  /** Environment or component that it is about. */
  readonly path: string;
  readonly at: Where;
}

/** One environment: its components, clusters and hosts. */
export class Stack extends Construct {
  static of(construct: Construct): Stack {
    const stack = construct.node.scopes.find((scope) => scope instanceof Stack);
    if (!stack) throw new Error(`'${construct.node.path}' stands outside a stack`);
    return stack as Stack;
  }

  /** Who brings the tree to the cluster. */
  delivery: Delivery = { engine: 'plain' };
  deliveredAt: Where | undefined;
  readonly findings: Finding[] = [];
  readonly acknowledgements: Acknowledgement[] = [];

  constructor(
    readonly environment: string,
    /** Where the charts of its releases come from. @default - their own repositories */
    readonly charts: ChartSources = OWN_REPOSITORIES,
  ) {
    super(new App(), environment);
  }

  /** A Kubernetes cluster of this environment. */
  cluster(name: string, props: ClusterProps): Cluster {
    return new Cluster(this, name, props);
  }

  /** Says who brings the tree to the cluster; if that is Flux, which version of it, and where things stand in the tree. */
  deliver(delivery: Delivery, flux: Pick<GitOpsDelivery, 'layout' | 'version'> = {}): void {
    this.deliveredAt = here();
    this.delivery = delivery.engine === 'flux' ? { ...delivery, ...flux } : delivery;
  }

  /** Accepts every warning with this code until a day. One that silences nothing, or is past its day, is itself reported. */
  acknowledge(code: Code, props: { readonly why: string; readonly until: string }): void {
    this.acknowledgements.push({ code, ...props, path: this.environment, at: here() });
  }

  /** Notes a mistake found while the stack was declared. Declaring goes on: one run shows them all. */
  report<C extends Code>(code: C, params: Params<C>, paths: readonly string[], at: Where = here()): void {
    this.findings.push(finding(code, params, { paths, at }));
  }
}
