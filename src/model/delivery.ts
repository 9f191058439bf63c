/** Who brings the tree to the cluster. */
export type Delivery = ArgoCdDelivery | { readonly engine: 'plain' };

export interface ArgoCdDelivery {
  readonly engine: 'argocd';
  /** URL of the Git repository that Argo CD reads. */
  readonly repository: string;
  /** Branch, tag or commit. */
  readonly revision: string;
  /** Folder of this environment's tree in the repository; '' is its root. */
  readonly path: string;
  /** Namespace of Argo CD. */
  readonly namespace: string;
  /** An Application `root` delivers all others. Without it a person applies each, also when it has changed. @default true */
  readonly appOfApps?: boolean;
}

/** How `pulumi up` deploys an environment. */
export interface Deployment {
  /** `direct`: Pulumi applies everything. `gitops`: it prepares hosts, Secrets and the controller, which does the rest from Git. */
  readonly mode: 'direct' | 'gitops';
  /** Names of resources that keep state and may be removed all the same. */
  readonly unprotect: readonly string[];
}
