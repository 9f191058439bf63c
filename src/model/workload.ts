import { Construct } from 'constructs';
import type { IAffinity } from 'kubernetes-models/v1/Affinity';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import type { IToleration } from 'kubernetes-models/v1/Toleration';
import type { ITopologySpreadConstraint } from 'kubernetes-models/v1/TopologySpreadConstraint';
import { sh } from '../base/shell';
import { here, type Where } from '../diagnostics/where';
import type { Component } from './component';
import { type Asking, type Connection, connection } from './connection';
import type { Container, ContainerProps, EnvValue, Health, Resources, User } from './container';
import { Endpoint, type Protocol } from './endpoint';
import { Host } from './host';
import type { Image } from './image';
import type { Namespace } from './namespace';
import type { Merge, PodPatch } from './patch';
import { type Grant, grant, type Permission, type PolicyRule, type Privileges } from './privileges';
import { SESSION } from './scripts';
import { Sidecar, type SidecarProps } from './sidecar';
import { Size } from './units';

/** Where a workload runs: in a namespace it becomes Kubernetes objects, on a host a Quadlet unit. */
export type Placement = Namespace | Host;

export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job' | 'CronJob';

/** Which nodes its pods may run on, in Kubernetes' words. Facet of Kubernetes: on a host it is reported. */
export interface Scheduling {
  /** Labels that the node must have. @default - any node */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly affinity?: IAffinity;
  /** Taints that do not keep its pods away. @default [] */
  readonly tolerations?: readonly IToleration[];
  /** How its pods are spread over nodes and zones. @default - as the scheduler does */
  readonly spread?: readonly ITopologySpreadConstraint[];
  /** Name of a RuntimeClass, such as `nvidia`. @default - the node's default runtime */
  readonly runtimeClass?: string;
}

/** Where the files of a volume are, if Steading does not make them. */
export interface VolumeSource {
  /** A PersistentVolumeClaim that exists already, in the same namespace. */
  readonly claim?: string;
  /** A directory that a server exports by NFS. The node mounts it, so that the node needs an NFS client. */
  readonly nfs?: { readonly server: string; readonly path: string };
  /** A directory or device of the node, and why the pod needs it. */
  readonly hostPath?: {
    readonly path: string;
    readonly type?: 'Directory' | 'CharDevice' | 'Socket';
    readonly why: string;
  };
}

/** A directory that outlives the container (`size` or `from`), or that is removed with the pod. */
export interface Volume {
  readonly name: string;
  readonly path: string;
  /** @default - an empty directory that is removed with the pod */
  readonly size?: Size;
  /** Files that exist already, in place of a `size`. Facet of Kubernetes: on a host it is reported. */
  readonly from?: VolumeSource;
  /** @default false */
  readonly readOnly?: boolean;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  /** Its program refuses files that are not its own user's. @default false */
  readonly owned?: boolean;
  readonly at: Where;
}

/** Text that is mounted as one file, from a ConfigMap that is named after the workload unless told otherwise. */
export interface ConfigFile {
  readonly path: string;
  readonly content: () => string;
  readonly configMap: string;
  readonly plain?: string;
}

export interface FileProps {
  /** @default - the workload's name and `-config` */
  readonly configMap?: string;
  /**
   * Name of a plain file that the ConfigMap is generated from: its name then carries a hash of what it holds, and a delivery that generates by itself
   * has that file in its tree, for a person to edit. Files that share the ConfigMap are generated with it. @default - the ConfigMap keeps its name
   */
  readonly plain?: string;
}

export interface ListenProps {
  /** Port of the container. */
  readonly port: number;
  /** Name of the endpoint and of the Service's port. @default - the protocol */
  readonly name?: string;
  /** Port of the Service. @default - the container's */
  readonly servicePort?: number;
}

export interface Port extends Required<ListenProps> {
  readonly at: Where;
  readonly transport: 'TCP' | 'UDP';
}

export interface WorkloadProps {
  /** Where it runs. One that is placed nowhere is reported. */
  readonly on: Placement | undefined;
  readonly image: Image;
  /** @default 'Deployment' */
  readonly kind?: WorkloadKind;
  /** When a CronJob runs, as `0 2 * * *`. */
  readonly schedule?: string;
  /** @default 1 */
  readonly replicas?: number;
  /** Never two at a time, not even while it is replaced: a Deployment of one. @default - so where it keeps data */
  readonly alone?: boolean;
  /** Name of the main container, where a document's commands name it. @default - the workload's */
  readonly container?: string;
  /** @default - the image's entrypoint */
  readonly command?: readonly string[];
  /** @default [] */
  readonly args?: readonly string[];
  /** Who the image runs as, and how that is known. @default - the image's own user */
  readonly user?: User;
  readonly resources: Resources;
  /** Uses the GPU: one of a node's by NVIDIA's device plugin, or that of the host by CDI. @default false */
  readonly gpu?: boolean;
  /** Extra labels of objects and pods. @default {} */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default - the scheduler chooses among all nodes of the image's architectures */
  readonly scheduling?: Scheduling;
  /** Its pods use the network of their node, and the reason. Facet of Kubernetes: on a host it is reported. @default - a network of their own */
  readonly hostNetwork?: { readonly why: string };
  /** Name of its Service, where a document names it. @default - the workload's */
  readonly service?: string;
  /** Fixed address of its Service, in the cluster's service network. @default - one that the cluster chooses */
  readonly clusterIP?: string;
  /**
   * Labels of its pods, where a document writes controller and Service out: its component makes those as they stand there.
   * @default - they are made here, hardened, with `app` as the label
   */
  readonly written?: Readonly<Record<string, string>>;
}

export interface TaskProps {
  /** POSIX sh that ends with 0 when it is already so. */
  readonly test: string;
  /** Makes it so. */
  readonly apply: string;
  /** Where a Job beside it finds it, and what tells its programs so. */
  readonly through: Endpoint;
  readonly env: Readonly<Record<string, string>>;
}

/** Something that runs: image, arguments, environment, files, volumes, ports, health, resources. */
export class Workload extends Construct {
  readonly on: Placement | undefined;
  readonly environment: Record<string, EnvValue> = {};
  readonly environmentAt = new Map<string, Where>();
  readonly files: ConfigFile[] = [];
  readonly volumes: Volume[] = [];
  readonly ports: Port[] = [];
  readonly endpoints: Endpoint[] = [];
  readonly connections: Connection[] = [];
  readonly initContainers: (Container & { readonly at: Where })[] = [];
  readonly sidecars: Sidecar[] = [];
  readonly grants: Grant[] = [];
  readonly permissions: Permission[] = [];
  readonly podPatches: PodPatch[] = [];
  health: Health | undefined;
  startHook: { readonly command: readonly string[]; readonly at: Where } | undefined;
  readonly at: Where;

  constructor(
    readonly component: Component,
    readonly name: string,
    readonly props: WorkloadProps,
  ) {
    super(component, name);
    this.on = props.on;
    this.at = here();
  }

  /** Labels by which its pods are selected, for as long as they live: selectors cannot be changed. */
  get selector(): Readonly<Record<string, string>> {
    return this.props.written ?? { app: this.name };
  }

  /** Name of its Service, where it has one. */
  get service(): string {
    return this.props.service ?? this.name;
  }

  /** Opens a port, and a Service in front of it. */
  listen<P extends Protocol>(protocol: P, { port, name = protocol, servicePort = port }: ListenProps): Endpoint<P> {
    const endpoint = new Endpoint({ protocol, name, port: servicePort, owner: this.component, ...this.address(port) });
    this.ports.push({ port, name, servicePort, transport: endpoint.transport, at: here() });
    this.endpoints.push(endpoint);
    return endpoint;
  }

  /** Sets environment variables. A value is text, a key of a secret, or a text that is known once all is declared. */
  env(values: Readonly<Record<string, EnvValue>>): void {
    Object.assign(this.environment, values);
    const at = here();
    for (const name of Object.keys(values)) this.environmentAt.set(name, at);
  }

  /** Mounts a text as a file; pods restart when it changes. */
  file(path: string, content: string | (() => string), props: FileProps = {}): void {
    const text = typeof content === 'string' ? () => content : content;
    this.files.push({ path, content: text, configMap: `${this.name}-config`, ...props });
  }

  /** Mounts a directory: with a `size` it outlives the pod, without one it does not. */
  volume(name: string, props: Omit<Volume, 'name' | 'at'>): void {
    this.volumes.push({ name, ...props, at: here() });
  }

  /** Says how its health is asked for. */
  healthy(health: Health): void {
    this.health = health;
  }

  /** Uses an endpoint. Gives it back, so that its address can be handed on in the same breath. */
  connect<P extends Protocol>(endpoint: Endpoint<P>, why: string, asking?: Asking): Endpoint<P> {
    const pods = this.on && !(this.on instanceof Host) ? { namespace: this.on, labels: this.selector } : undefined;
    this.connections.push(connection(this.component, pods, endpoint, why, asking));
    return endpoint;
  }

  /** Runs in the container right after each start; if it fails the container is started again. Facet of Kubernetes. */
  afterStart(...command: string[]): void {
    this.startHook = { command, at: here() };
  }

  /** Runs to its end before the main container of every new pod starts. Facet of Kubernetes: on a host it is reported. */
  init(name: string, props: ContainerProps): void {
    this.initContainers.push({ name, image: this.props.image, resources: this.props.resources, ...props, at: here() });
  }

  /** Runs beside the main container, in the same pod. Facet of Kubernetes: on a host it is reported. */
  sidecar(name: string, props: SidecarProps): Sidecar {
    const sidecar = new Sidecar(name, props);
    this.sidecars.push(sidecar);
    return sidecar;
  }

  /**
   * Lets the main container do what a hardened one may not; all other capabilities stay dropped.
   * They are root's: who runs as another user has none of them, unless its program's file says so.
   */
  grant(privileges: Privileges, why: string): void {
    this.grants.push(grant(privileges, why));
  }

  /**
   * Lays a strategic merge patch over the spec of its pods, for what `Workload` has no prop for: `null` removes a field, containers and volumes are
   * merged by name. Every check judges the result. Facet of Kubernetes: on a host it is reported.
   */
  pod(merge: Merge<IPodSpec>, why: string): void {
    this.podPatches.push({ merge: merge as PodPatch['merge'], why, at: here() });
  }

  /** Lets it ask this of the API server, by an account of its own. Facet of Kubernetes: on a host it is reported. */
  may(rules: readonly PolicyRule[], why: string): void {
    this.permissions.push({ rules, why, at: here() });
  }

  /**
   * Something about what it serves that is so, or is made so by programs of its own image: on a host they run inside the container, once it
   * runs; in a cluster in a Job beside it, which has `env` and reaches it.
   */
  task(name: string, { test, apply, through, env }: TaskProps): void {
    if (this.on instanceof Host) {
      const inside = (script: string) => `${SESSION}\n${sh`podman exec ${this.name} sh -ec ${script}`}`;
      this.on.command(name, { test: inside(test), apply: inside(apply), after: [this] });
      return;
    }
    const { image, resources, user } = this.props;
    const { cpu } = resources;
    const job = new Workload(this.component, name, {
      on: this.on,
      kind: 'Job',
      image,
      command: ['sh', '-ec', `if ${test}; then exit; fi\n${apply}`],
      resources: { cpu, memory: Size.mebibytes(64), memoryLimit: Size.mebibytes(256) },
      ...(user && { user }),
    });
    job.connect(through, `makes it so: ${name}`);
    job.env(env);
  }

  private address(port: number) {
    if (this.on === undefined) return { host: `${this.name}.placed-nowhere.invalid` };
    if (this.on instanceof Host) {
      return { host: this.on.address, reach: 'host' as const, target: { cidrs: [`${this.on.address}/32`], port } };
    }
    const host = this.props.clusterIP ?? `${this.service}.${this.on.name}.svc.cluster.local`;
    return { host, target: { pods: { namespace: this.on, labels: this.selector }, port } };
  }
}
