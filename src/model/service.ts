import { Construct } from 'constructs';
import { here, type Where } from '../diagnostics/where';
import type { Component } from './component';
import { type Connection, connection } from './connection';
import type { Endpoint, Protocol } from './endpoint';
import type { Namespace } from './namespace';

/**
 * A Service without a selector: a name inside the cluster for something that runs on a machine outside it.
 * An EndpointSlice carries the address, policies admit it by ipBlock.
 */
export class HostService<P extends Protocol> extends Construct {
  readonly endpoint: Endpoint<P>;
  readonly connections: readonly Connection[];
  readonly at: Where;

  constructor(
    readonly component: Component,
    readonly name: string,
    readonly props: { readonly namespace: Namespace; readonly to: Endpoint<P> },
  ) {
    super(component, `service-${name}`);
    const host = `${name}.${props.namespace.name}.svc.cluster.local`;
    this.endpoint = props.to.at({ name, host, owner: component, reach: 'cluster' });
    this.connections = [connection(component, undefined, props.to, `carries ${props.to.reference} into the cluster`)];
    this.at = here();
  }
}

/** A second name for an endpoint in another namespace: a Service of type ExternalName. */
export class ServiceAlias extends Construct {
  constructor(
    readonly component: Component,
    readonly name: string,
    readonly props: { readonly namespace: Namespace; readonly to: Endpoint },
  ) {
    super(component, `alias-${props.namespace.name}-${name}`);
  }
}
