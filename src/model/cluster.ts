import { Construct } from 'constructs';
import { here, type Where } from '../diagnostics/where';
import { Component } from './component';
import type { Architecture } from './image';
import { Namespace, type NamespaceProps } from './namespace';
import type { BroughtObject } from './release';
import type { Stack } from './stack';
import type { Cpu, Size } from './units';

export interface Node {
  readonly architecture: Architecture;
  readonly cpu: Cpu;
  readonly memory: Size;
  /** What the node's data sits on. @default 'ssd' */
  readonly disk?: 'ssd' | 'hdd' | 'sd';
  /** Page size of its kernel, in KiB. @default 4 */
  readonly pageSize?: 4 | 16 | 64;
  readonly labels?: Readonly<Record<string, string>>;
  /** Address at which SSH reaches it. @default - not known, or of no matter */
  readonly address?: string;
  /** The key that its SSH server shows. @default - not known yet */
  readonly hostKey?: string;
  /** What the node's own processes take: kubelet, container runtime, system. @default - 100m and 512Mi, a k3s agent's */
  readonly reserved?: { readonly cpu: Cpu; readonly memory: Size } | undefined;
}

/** A controller of Sealed Secrets runs in the cluster. */
export interface SealedSecretsStore {
  readonly store: 'sealed-secrets';
  /** The controller's certificate, as `kubeseal --fetch-cert` prints it. Without it nothing can be sealed. */
  readonly certificate?: string | undefined;
}

/** Secrets are made in the cluster itself, once, by a script of the tree or by `steading secrets bootstrap`: Git has nothing of them. */
export interface BootstrapStore {
  readonly store: 'bootstrap';
  /** Where the script stands in the tree. @default 'bin/bootstrap-cluster.sh' */
  readonly script?: string;
}

export interface ClusterProps {
  /** Kubernetes version, such as `1.35`. */
  readonly kubernetes: string;
  readonly nodes: Readonly<Record<string, Node>>;
  /** Address at which people reach NodePorts. */
  readonly address: string;
  /** The network that its nodes are in. @default - not stated */
  readonly network?: string;
  /** Range of Service addresses. k3s: 10.43.0.0/16. */
  readonly serviceCidr: string;
  /** Range of pod addresses. k3s: 10.42.0.0/16. */
  readonly podCidr: string;
  /** Names of the storage classes, the default one first. */
  readonly storageClasses: readonly string[];
  /** What enforces NetworkPolicies; `none` makes them words on paper. k3s brings kube-router. */
  readonly networkPolicy: 'kube-router' | 'calico' | 'cilium' | 'none';
  /**
   * Who opens Secrets that are kept in Git, or makes those that are not.
   * @default - nobody: the tree has Secrets without data, which a person or `steading secrets bootstrap` fills
   */
  readonly secrets?: SealedSecretsStore | BootstrapStore;
  /** What the distribution makes by itself. @default [] */
  readonly brings?: readonly BroughtObject[];
  /** Ports that a Service may take on every node. @default [30000, 32767] (kube-apiserver --service-node-port-range) */
  readonly nodePorts?: readonly [number, number];
}

/** A Kubernetes cluster: what is stated of its nodes, networks and storage, and its namespaces. */
export class Cluster extends Construct {
  readonly at: Where;

  constructor(
    readonly stack: Stack,
    readonly name: string,
    readonly props: ClusterProps,
  ) {
    super(stack, `cluster-${name}`);
    this.at = here();
  }

  /** A namespace in the stack's own component `namespaces`, which comes before all others. */
  namespace(name: string, props: NamespaceProps = {}): Namespace {
    const component =
      (this.stack.node.tryFindChild('namespaces') as Component | undefined) ?? new Component(this.stack, 'namespaces');
    return new Namespace(component, this, name, props);
  }

  get defaultStorageClass(): string | undefined {
    return this.props.storageClasses[0];
  }
}
