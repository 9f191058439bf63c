import { Construct } from 'constructs';
import { here, type Where } from '../diagnostics/where';
import type { Component } from './component';
import { type Asking, type Connection, connection } from './connection';
import { Endpoint, type Protocol } from './endpoint';
import type { Namespace } from './namespace';

/** An object that a chart is known to make, at the pinned version with the given values. */
export interface BroughtObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Labels of the object, and of its pods where it has some. */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default - the release's namespace; `null` when cluster-scoped */
  readonly namespace?: string | null;
  /** Made by what the chart runs, once it does; not by the chart. @default false */
  readonly later?: boolean;
}

type Values = Readonly<Record<string, unknown>>;

export interface HelmReleaseProps {
  readonly namespace: Namespace;
  readonly chart: string;
  /** No default: a chart's version decides what runs. */
  readonly version: string;
  readonly repository: string;
  /** The chart's own keys; a function is asked once all is declared. @default {} */
  readonly values?: Values | (() => Values);
  /** What the chart makes, as far as somebody of this stack refers to it. @default [] */
  readonly brings?: readonly BroughtObject[];
  /** Kinds that exist once this release does: whoever makes an object of one waits for it. Written `group/Kind`. @default [] */
  readonly defines?: readonly string[];
  /** Storage classes that its claims ask for. @default [] */
  readonly claims?: readonly string[];
  /** Pods, by their labels, that a policy of the chart keeps strangers from: who connects to them is let in by another one. @default [] */
  readonly guards?: readonly Readonly<Record<string, string>>[];
  /** Others stand on what it makes: a person removes it, never a delivery. @default false */
  readonly keep?: boolean;
}

/** An object of which one is known by name, in the namespace that its release says. */
export type PatchTarget = Pick<BroughtObject, 'apiVersion' | 'kind' | 'name'>;

/** What is laid over an object that a chart makes, because its values cannot say it. */
export interface Patch {
  readonly target: PatchTarget;
  readonly merge: () => Readonly<Record<string, unknown>>;
  readonly why: string;
  readonly at: Where;
}

export interface ReleasedEndpointProps<P extends Protocol> {
  readonly protocol: P;
  /** @default - the protocol */
  readonly name?: string;
  readonly service: string;
  readonly port: number;
  /** Port of the pods. @default - the Service's */
  readonly targetPort?: number;
  /** Labels of the pods behind the Service. */
  readonly pods: Readonly<Record<string, string>>;
}

/** A Helm chart at a version, and what it is known to bring. */
export class HelmRelease extends Construct {
  readonly connections: Connection[] = [];
  readonly endpoints: Endpoint[] = [];
  readonly patches: Patch[] = [];
  readonly at: Where;

  constructor(
    readonly component: Component,
    readonly name: string,
    readonly props: HelmReleaseProps,
  ) {
    super(component, `release-${name}`);
    this.at = here();
  }

  /** Pods of this release use `endpoint`. */
  connect<P extends Protocol>(
    pods: Readonly<Record<string, string>>,
    endpoint: Endpoint<P>,
    why: string,
    asking?: Asking,
  ): Endpoint<P> {
    const { namespace } = this.props;
    this.connections.push(connection(this.component, { namespace, labels: pods }, endpoint, why, asking));
    return endpoint;
  }

  /**
   * Lays a strategic merge patch over an object that the chart makes: maps are merged, and lists whose members have a key (containers, volumes, mounts)
   * member by member; where the kind is no built-in one, lists are replaced. A function is asked once all is declared.
   */
  patch(
    target: PatchTarget,
    merge: Readonly<Record<string, unknown>> | (() => Readonly<Record<string, unknown>>),
    why: string,
  ): void {
    this.patches.push({ target, merge: typeof merge === 'function' ? merge : () => merge, why, at: here() });
  }

  /** An endpoint that the chart's own Service opens. */
  listen<P extends Protocol>(props: ReleasedEndpointProps<P>): Endpoint<P> {
    const { namespace } = this.props;
    const endpoint = new Endpoint({
      protocol: props.protocol,
      name: props.name ?? props.protocol,
      host: `${props.service}.${namespace.name}.svc.cluster.local`,
      port: props.port,
      owner: this.component,
      target: { pods: { namespace, labels: props.pods }, port: props.targetPort ?? props.port },
    });
    this.endpoints.push(endpoint);
    return endpoint;
  }
}
