/** Who brings the tree to the cluster. */
export type Delivery = GitOpsDelivery | { readonly engine: 'plain' };

export interface GitOpsDelivery {
  readonly engine: 'argocd' | 'flux';
  /** URL of the Git repository that it reads. */
  readonly repository: string;
  /** Branch. Argo CD takes a tag or a commit as well. */
  readonly revision: string;
  /** Folder of this environment's tree in the repository; '' is its root. */
  readonly path: string;
  /** Namespace that it lives in. */
  readonly namespace: string;
  /** Version of Flux that a person installs, such as `v2.7.5`. @default - the one that their `flux` brings */
  readonly version?: string;
  /** Where things stand in a tree for Flux; Argo CD has one layout. @default - all as its options say by default */
  readonly layout?: FluxLayout;
  /** Argo CD: an Application `root` delivers all others. Without it a person applies each, also when it has changed. @default true */
  readonly appOfApps?: boolean;
}

/** How `pulumi up` deploys an environment. */
export interface Deployment {
  /** `direct`: Pulumi applies everything. `gitops`: it prepares hosts, Secrets and the controller, which does the rest from Git. */
  readonly mode: 'direct' | 'gitops';
  /** Names of resources that keep state and may be removed all the same. */
  readonly unprotect: readonly string[];
}

/** A document's layout is the stack's to say; from where it is read is the site's. */
export interface FluxLayout {
  /** Folder of what Flux itself is told. @default - `clusters/<environment>` */
  readonly entry?: string;
  /** Name of the GitRepository, which is made here. @default - that which `flux bootstrap` makes */
  readonly source?: string;
  /** What is delivered, in this order. @default - `apps`, with a folder for each component */
  readonly folders?: readonly FluxFolder[];
}

/** What `flux bootstrap` calls its GitRepository, and the Kustomization that delivers `entry`. */
export const BOOTSTRAPPED = 'flux-system';

/** A folder of a tree, which one Flux Kustomization delivers, or one for each of its components. */
export interface FluxFolder {
  /** Such as `gitops/base`. */
  readonly path: string;
  /** Name of its Kustomization. @default - the path, with dashes */
  readonly name?: string;
  /** Components that are at home here. @default - those that no other folder holds */
  readonly holds?: readonly string[];
  /** A folder and a Kustomization for each component: `apps/litellm` and `apps-litellm`. @default false */
  readonly each?: boolean;
  /** What comes later waits for all that stands here, not only for what runs. @default false */
  readonly wait?: boolean;
  /** What is there is left as it is, for a person changes it in place; what is missing is made. @default false: what differs from the tree is put back */
  readonly once?: boolean;
  /** What differs from site to site stands in `overlays/<overlay>`, all else in `base`. @default - no such difference is made */
  readonly overlay?: string;
}
