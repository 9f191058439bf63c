import { Construct } from 'constructs';
import { here, type Where } from '../diagnostics/where';
import type { Cluster } from './cluster';
import type { Component } from './component';
import { type Connection, connection } from './connection';
import type { Endpoint } from './endpoint';

/** Levels of the Pod Security Standards. */
export type PodSecurity = 'privileged' | 'baseline' | 'restricted';

export interface NamespaceProps {
  /** What the API server refuses in this namespace. @default - the cluster's own default applies */
  readonly podSecurity?: PodSecurity;
  /** `denied`: only what a connection says may pass, in and out. @default 'allowed' */
  readonly traffic?: 'allowed' | 'denied';
  /** `denied`: only pods with an account of their own get a token of the API server. @default 'mounted', as Kubernetes has it */
  readonly tokens?: 'mounted' | 'denied';
  /** Made by the system (kube-system) or by somebody else's tool: named, never written. @default false */
  readonly existing?: boolean;
}

/** A namespace. It belongs to the component that declares it and is never pruned. */
export class Namespace extends Construct {
  readonly podSecurity: PodSecurity | undefined;
  readonly denied: boolean;
  readonly existing: boolean;
  readonly hasTokens: boolean;
  readonly connections: Connection[] = [];
  readonly at: Where;

  constructor(
    readonly component: Component,
    readonly cluster: Cluster,
    readonly name: string,
    props: NamespaceProps = {},
  ) {
    super(component, `namespace-${name}`);
    this.podSecurity = props.podSecurity;
    this.denied = props.traffic === 'denied';
    this.existing = props.existing ?? false;
    this.hasTokens = props.tokens !== 'denied';
    this.at = here();
  }

  /** Every pod of this namespace may use an endpoint, also one that a person starts for a test; by a policy of this name. */
  allow(policy: string, endpoint: Endpoint, why: string): void {
    const everybody = { namespace: this, labels: {} };
    this.connections.push({ ...connection(this.component, everybody, endpoint, why), policy });
  }
}
