import type { Code } from '../diagnostics/catalogue';
import type { Where } from '../diagnostics/where';
import type { Manifest } from '../kubernetes/manifest';
import type { Listening } from '../model/bringing';
import type { ClusterProps } from '../model/cluster';
import type { Step } from '../model/component';
import type { Health, Resources, User } from '../model/container';
import type { Delivery } from '../model/delivery';
import type { Protocol, Reach, Transport } from '../model/endpoint';
import type { ExpectedObject, ManifestFile, TextFile, Varying } from '../model/files';
import type { HostProps } from '../model/host';
import type { Architecture } from '../model/image';
import type { PodSecurity } from '../model/namespace';
import type { ObjectPatch, PodPatch } from '../model/patch';
import type { Grant, Permission } from '../model/privileges';
import type { BroughtObject, PatchTarget } from '../model/release';
import type { Account } from '../model/scripts';
import type { Size } from '../model/units';
import type { Port, Scheduling, VolumeSource, WorkloadKind } from '../model/workload';

/**
 * What a stack says, as plain data: the one thing that every output is made from.
 * Every list is sorted, so that nothing depends on the order of statements in a stack.
 */
export interface Graph {
  readonly environment: string;
  /** It is no environment, but a part of one that nobody described: objects that somebody brought. @default false */
  readonly isPart?: boolean;
  readonly delivery: Delivery;
  /** Where that is said. */
  readonly deliveredAt: Where | undefined;
  readonly components: readonly ComponentNode[];
  readonly orders: readonly Order[];
  readonly clusters: readonly (ClusterProps & { readonly name: string; readonly at: Where })[];
  readonly namespaces: readonly NamespaceNode[];
  readonly workloads: readonly WorkloadNode[];
  readonly services: readonly ServiceNode[];
  readonly objects: readonly ObjectNode[];
  readonly files: readonly ManifestFileNode[];
  readonly texts: readonly TextNode[];
  readonly varying: readonly VaryingNode[];
  readonly expected: readonly ExpectedObject[];
  readonly steps: readonly StepNode[];
  readonly releases: readonly ReleaseNode[];
  readonly operands: readonly OperandNode[];
  readonly patches: readonly PatchNode[];
  readonly objectPatches: readonly ObjectPatchNode[];
  readonly endpoints: readonly EndpointNode[];
  readonly connections: readonly ConnectionNode[];
  readonly secrets: readonly SecretNode[];
  readonly hosts: readonly HostNode[];
  readonly acknowledgements: readonly {
    readonly code: Code;
    readonly why: string;
    readonly until: string;
    /** Environment or component that it is about. */
    readonly path: string;
    readonly at: Where;
  }[];
}

/** What every node has: who declares it, under which path, on which line. */
interface Declared {
  readonly component: string;
  readonly path: string;
  readonly at: Where;
}

export interface ComponentNode {
  readonly name: string;
  readonly path: string;
  /** Length of the longest chain of components that must exist first: its place in the order. */
  readonly wave: number;
  readonly at: Where;
}

/** `from` cannot start before `to` has. */
export interface Order {
  readonly from: string;
  readonly to: string;
  readonly why: string;
  readonly at: Where;
}

export interface NamespaceNode extends Declared {
  readonly name: string;
  readonly podSecurity: PodSecurity | undefined;
  readonly denied: boolean;
  /** Pods get a token of the API server, asked or not. */
  readonly hasTokens: boolean;
  readonly existing: boolean;
}

export interface PodsNode {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

export type TargetNode =
  | { readonly pods: PodsNode; readonly port: number }
  | {
      readonly cidrs: readonly string[];
      readonly except?: readonly string[];
      readonly port: number;
      readonly admits?: readonly string[];
    };

export interface SecretRef {
  readonly secret: string;
  readonly key: string;
}

export interface EnvNode {
  readonly name: string;
  readonly value: string | SecretRef;
  readonly at?: Where;
}

export interface ContainerNode {
  readonly name: string;
  readonly image: string;
  /** What the image is built for; none: not stated. */
  readonly platforms: readonly Architecture[];
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly env: readonly EnvNode[];
  readonly resources: Resources;
  readonly grants: readonly Grant[];
}

export interface SidecarNode extends ContainerNode {
  readonly at: Where;
  readonly user: User | undefined;
  /** Paths of the workload's files and volumes. */
  readonly shares: readonly string[];
}

export interface FileNode {
  readonly path: string;
  readonly content: string;
  readonly configMap: string;
  /** Name of the plain file that its ConfigMap is generated from. */
  readonly plain?: string;
}

export interface VolumeNode {
  readonly name: string;
  readonly path: string;
  /** Kubernetes quantity; without it and without `from` the directory is removed with the pod. */
  readonly size?: string;
  readonly from?: VolumeSource;
  readonly readOnly?: boolean;
  readonly storageClass?: string;
  /** Its program refuses files that are not its own user's. */
  readonly owned?: boolean;
  readonly at: Where;
}

export interface WorkloadNode extends Declared {
  readonly name: string;
  readonly kind: WorkloadKind;
  readonly on: { readonly namespace: string } | { readonly host: string };
  readonly replicas: number;
  readonly isAlone: boolean;
  readonly schedule: string | undefined;
  readonly service: string;
  readonly clusterIP: string | undefined;
  /** Controller and Service are among the objects, as a document has them. */
  readonly isWritten: boolean;
  readonly selector: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly user: User | undefined;
  /** It uses the GPU of its node or host. */
  readonly gpu: boolean;
  readonly main: ContainerNode;
  readonly init: readonly ContainerNode[];
  readonly sidecars: readonly SidecarNode[];
  readonly permissions: readonly Permission[];
  readonly ports: readonly (Port & { readonly nodePort?: number; readonly isBalanced?: boolean })[];
  readonly health: Health | undefined;
  readonly startHook: readonly string[] | undefined;
  readonly scheduling: Scheduling;
  readonly usesHostNetwork: boolean;
  /** Strategic merge patches of the spec of its pods, one after the other. */
  readonly podPatches: readonly PodPatch[];
  readonly files: readonly FileNode[];
  readonly volumes: readonly VolumeNode[];
  /** `name@version` of every contract that it reads, versions of what those derive from included. */
  readonly secretVersions: readonly string[];
}

/** A Service that selects no pods of ours: addresses of a host, or another name for an endpoint. */
export type ServiceNode = Declared & { readonly name: string; readonly namespace: string } & (
    | {
        readonly addresses: readonly string[];
        readonly portName: string;
        readonly port: number;
        readonly targetPort: number;
        readonly transport: Transport;
      }
    | { readonly externalName: string }
  );

/** A file that a document names, and which objects stand in it. */
export interface ManifestFileNode extends ManifestFile {
  readonly component: string;
}

/** What a person does by hand when what a component was told has changed. */
export interface StepNode extends Omit<Step, 'how'> {
  readonly component: string;
  readonly how: string;
}

/** Fields of an object that differ from site to site. */
export interface VaryingNode extends Varying {
  readonly component: string;
}

/** A file that is no manifest. */
export interface TextNode extends Omit<TextFile, 'content'> {
  readonly component: string;
  readonly content: string;
}

/** An object that was made by hand, from cdk8s or cdk8s-plus: passed on as it is. */
export interface ObjectNode extends Declared {
  readonly manifest: Manifest;
}

export interface ReleaseNode extends Declared {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly version: string;
  /** Where it is fetched: the site's mirror, or the chart's own repository. */
  readonly repository: string;
  /** Path in the project of its archive, where it was vendored. */
  readonly archive?: string;
  /** Name of the object that stands for the repository. */
  readonly source: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
  readonly secretValues: readonly (SecretRef & { readonly path: string })[];
  readonly brings: readonly BroughtObject[];
  readonly defines: readonly string[];
  readonly claims: readonly string[];
  readonly guards: readonly Readonly<Record<string, string>>[];
  readonly listens: readonly Listening[];
  readonly keep: boolean;
}

/** What an operator makes of a custom resource. */
export interface OperandNode extends Declared {
  readonly namespace: string;
  /** Name of the operator's release. */
  readonly release: string;
  readonly brings: readonly BroughtObject[];
  readonly claims: readonly string[];
}

/** What is laid over an object of a release, by whoever delivers it: a strategic merge patch. */
export interface PatchNode extends Declared {
  readonly release: string;
  readonly target: PatchTarget;
  /** Of the target: `null` when it is cluster-scoped. */
  readonly namespace: string | null;
  readonly merge: Readonly<Record<string, unknown>>;
  readonly why: string;
}

/** What a component lays over an object of its own: a strategic merge patch. */
export interface ObjectPatchNode extends ObjectPatch {
  readonly component: string;
  readonly path: string;
}

export interface EndpointNode {
  readonly component: string;
  readonly name: string;
  readonly namespace: string | null;
  readonly host: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly transport: Transport;
  readonly exposure: Reach;
  readonly address: string;
  readonly at: Where;
}

export interface ConnectionNode {
  readonly from: string;
  /** The component, without environment; the owner of the using end. */
  readonly component: string;
  readonly pods?: PodsNode;
  /** Name of the policy on the using side. @default - that of the workload */
  readonly policy?: string;
  readonly to: string;
  readonly toComponent?: string;
  /** What is asked of a language model there. */
  readonly asking?: { readonly model?: string; readonly key?: KeyRef };
  readonly target?: TargetNode;
  /** What the using end is given. */
  readonly address: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly transport: Transport;
  readonly why: string;
  readonly orders: boolean;
  readonly at: Where;
}

export interface HostNode extends Required<Omit<HostProps, 'hostKey' | 'identity' | 'memory' | 'gpu'>> {
  readonly name: string;
  readonly path: string;
  readonly hostKey?: string;
  readonly identity?: string;
  readonly memory?: Size;
  readonly gpu?: { readonly model: string; readonly memory: Size };
  /** Where the user's own files are. */
  readonly home: string;
  /** Programs that must end with 0 before any container starts. */
  readonly guards: readonly string[];
  readonly commands: readonly CommandNode[];
  readonly values: readonly ValueNode[];
  readonly at: Where;
}

/** Something of a host or a workload that comes first, by `<host>/<name>`. */
export type Prerequisite = string;

export interface CommandNode {
  readonly name: string;
  readonly as: Account;
  readonly reboot: boolean;
  readonly test: string;
  readonly apply: string;
  readonly undo?: string;
  readonly restarts?: string;
  /** Paths of the files whose change alone brings that about; absent where that is not known. */
  readonly reads?: readonly string[];
  readonly after: readonly Prerequisite[];
  /** The file that it puts there. */
  readonly file?: HostFileNode;
  readonly at: Where;
}

export interface HostFileNode {
  readonly path: string;
  readonly mode: number;
  readonly owner: string;
  /** Text, or the value `<host>/<name>`, which is a secret. */
  readonly content: string | { readonly value: string };
}

/** A secret of a host that another one needs. */
export interface ValueNode {
  readonly name: string;
  readonly as: Account;
  readonly read: string;
  readonly after: readonly Prerequisite[];
}

/** Where the value of a key comes from, as data. */
export type KeySourceNode =
  | { readonly from: 'generated'; readonly length: number; readonly alphabet: string; readonly prefix: string }
  | { readonly from: 'derived'; readonly template: readonly (string | KeyRef)[] }
  | { readonly from: 'bcrypt'; readonly of: KeyRef }
  | { readonly from: 'external'; readonly item: string; readonly field: string }
  | { readonly from: 'manual'; readonly what: string; readonly variable?: string };

export interface KeyRef {
  readonly namespace: string;
  readonly secret: string;
  readonly key: string;
}

/** Who makes the Secret of a contract: a ciphertext in Git, the 1Password operator, whoever bootstraps the cluster, or a person. */
export type SecretStore = 'sealed-secrets' | '1password' | 'bootstrap' | 'manual';

export interface SecretNode extends Declared {
  readonly namespace: string;
  readonly store: SecretStore;
  readonly name: string;
  readonly version: number;
  readonly keys: readonly { readonly name: string; readonly source: KeySourceNode }[];
}
