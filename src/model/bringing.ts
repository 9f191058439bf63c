import { Construct } from 'constructs';
import { here, type Where } from '../diagnostics/where';
import type { Component } from './component';
import { type Asking, type Connection, connection } from './connection';
import { Endpoint, type Protocol } from './endpoint';
import type { Namespace } from './namespace';

/** An object that somebody else is known to make: a chart at its pinned version with the given values, or an operator. */
export interface BroughtObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Labels of the object, and of its pods where it has some. */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default - the namespace of what brings it; `null` when cluster-scoped */
  readonly namespace?: string | null;
  /** What makes it once it runs, such as `longhorn-manager`: it, or the pods whose labels stand here, are not in the chart. @default - the chart makes it */
  readonly madeBy?: string;
}

export interface BroughtEndpointProps<P extends Protocol> {
  readonly protocol: P;
  /** @default - the protocol */
  readonly name?: string;
  /** @default - none: pods are asked one by one, by whoever finds them by their labels, and no address leads to all */
  readonly service?: string;
  readonly port: number;
  /** Port of the pods. @default - the Service's */
  readonly targetPort?: number;
  /** Labels of the pods. */
  readonly pods: Readonly<Record<string, string>>;
}

/** Pods that listen, and the Service before them, as far as there is one. */
export interface Listening {
  readonly service?: string;
  readonly port: number;
  readonly targetPort: number;
  readonly pods: Readonly<Record<string, string>>;
}

/** Brings pods that are not made here: they use endpoints and open some all the same. */
export abstract class Bringing extends Construct {
  readonly connections: Connection[] = [];
  readonly endpoints: Endpoint[] = [];
  readonly listening: Listening[] = [];
  readonly at: Where;

  constructor(
    readonly component: Component,
    readonly name: string,
    readonly namespace: Namespace,
    kind: string,
  ) {
    super(component, `${kind}-${name}`);
    this.at = here();
  }

  /** Pods with these labels use `endpoint`. */
  connect<P extends Protocol>(
    pods: Readonly<Record<string, string>>,
    endpoint: Endpoint<P>,
    why: string,
    asking?: Asking,
  ): Endpoint<P> {
    const { component, namespace } = this;
    this.connections.push(connection(component, { namespace, labels: pods }, endpoint, why, asking));
    return endpoint;
  }

  /** An endpoint that these pods open. */
  listen<P extends Protocol>({ protocol, name = protocol, ...props }: BroughtEndpointProps<P>): Endpoint<P> {
    const { component, namespace } = this;
    const { service, port, targetPort = port, pods } = props;
    const endpoint = new Endpoint({
      protocol,
      name,
      host: service === undefined ? '' : `${service}.${namespace.name}.svc.cluster.local`,
      port,
      owner: component,
      target: { pods: { namespace, labels: pods }, port: targetPort },
    });
    this.listening.push({ ...(service !== undefined && { service }), port, targetPort, pods });
    if (service !== undefined) this.endpoints.push(endpoint);
    return endpoint;
  }
}
