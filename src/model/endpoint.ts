import type { Component } from './component';
import type { Namespace } from './namespace';

/** What is spoken at an endpoint: the scheme of its URL, and TCP unless said otherwise. */
export const PROTOCOLS = {
  http: { scheme: 'http', transport: 'TCP' },
  https: { scheme: 'https', transport: 'TCP' },
  openai: { scheme: 'http', transport: 'TCP' },
  ollama: { scheme: 'http', transport: 'TCP' },
  postgres: { scheme: 'postgresql', transport: 'TCP' },
  redis: { scheme: 'redis', transport: 'TCP' },
  qdrant: { scheme: 'http', transport: 'TCP' },
  nats: { scheme: 'nats', transport: 'TCP' },
  etcd: { scheme: 'http', transport: 'TCP' },
  otlp: { scheme: 'http', transport: 'TCP' },
  dns: { scheme: 'dns', transport: 'UDP' },
  kafka: { scheme: 'kafka', transport: 'TCP' },
  s3: { scheme: 'http', transport: 'TCP' },
} as const satisfies Record<string, { scheme: string; transport: 'TCP' | 'UDP' }>;

/** What a URL of a scheme means without a port. */
const OWN_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

export type Protocol = keyof typeof PROTOCOLS;
export type Transport = 'TCP' | 'UDP';

/** How far an endpoint reaches; `host` is a machine outside the cluster, `external` somebody else's. */
export type Reach = 'cluster' | 'nodePort' | 'loadBalancer' | 'ingress' | 'host' | 'external';

/** Pods of one namespace, by their labels: one end of a NetworkPolicy. */
export interface Pods {
  readonly namespace: Namespace;
  readonly labels: Readonly<Record<string, string>>;
}

/** Where packets for an endpoint arrive: pods, or addresses. The port is the one that listens there, not the Service's. */
export type Target =
  | { readonly pods: Pods; readonly port: number }
  | {
      readonly cidrs: readonly string[];
      readonly except?: readonly string[];
      readonly port: number;
      /** Networks whose packets the machine there lets in. @default - not known */
      readonly admits?: readonly string[];
    };

export interface EndpointProps<P extends Protocol> {
  readonly protocol: P;
  readonly name: string;
  /** A name or an address; '' where pods are asked one by one. */
  readonly host: string;
  readonly port: number;
  /** Part of the URL behind host and port, such as `/v1`. @default '' */
  readonly path?: string;
  /** @default - the protocol's */
  readonly scheme?: string;
  /** @default 'cluster' */
  readonly reach?: Reach;
  /** Who answers here. @default - nobody of this stack */
  readonly owner?: Component;
  /** `<environment>/<name>` of one that no component of this stack owns. */
  readonly reference?: string;
  /** @default - not reachable by a policy, as with an endpoint of a workload that was placed nowhere */
  readonly target?: Target;
}

/** A typed address. What it speaks is part of its type, so that a wrong wire does not compile. */
export class Endpoint<P extends Protocol = Protocol> {
  constructor(private readonly props: EndpointProps<P>) {}

  get protocol(): P {
    return this.props.protocol;
  }
  get name(): string {
    return this.props.name;
  }
  get host(): string {
    return this.props.host;
  }
  get port(): number {
    return this.props.port;
  }
  get transport(): Transport {
    return PROTOCOLS[this.protocol].transport;
  }
  get reach(): Reach {
    return this.props.reach ?? 'cluster';
  }
  get owner(): Component | undefined {
    return this.props.owner;
  }
  get target(): Target | undefined {
    return this.props.target;
  }

  /** What a program is given: scheme, host, port and path. */
  get url(): string {
    const scheme = this.props.scheme ?? PROTOCOLS[this.protocol].scheme;
    // Of an address that is somebody else's, the port is left away where they do.
    const port = this.reach === 'external' && this.port === OWN_PORTS[scheme] ? '' : `:${this.port}`;
    return `${scheme}://${this.host}${port}${this.props.path ?? ''}`;
  }

  /** `<environment>/<component>/<endpoint>`, without the last where no address leads there; `<environment>/<name>` of an external one. */
  get reference(): string {
    if (!this.owner) return this.props.reference ?? this.name;
    return this.host === '' ? this.owner.node.path : `${this.owner.node.path}/${this.name}`;
  }

  /** The same door under another protocol, as Ollama speaks its own and, below `/v1`, OpenAI's. */
  as<Q extends Protocol>(protocol: Q, path = ''): Endpoint<Q> {
    return new Endpoint({ ...this.props, protocol, path });
  }

  /** The same service at another address. */
  at(props: Partial<Omit<EndpointProps<P>, 'protocol'>>): Endpoint<P> {
    return new Endpoint({ ...this.props, ...props });
  }
}

/** Whoever answers protocol `P`: a construct of this stack, of another one, or `external(…)`. */
export type Provides<P extends Protocol> = { readonly [K in P]: Endpoint<K> };
