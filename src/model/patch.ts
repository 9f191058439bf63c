import type { IDaemonSet } from 'kubernetes-models/apps/v1/DaemonSet';
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob';
import type { IJob } from 'kubernetes-models/batch/v1/Job';
import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { INamespace } from 'kubernetes-models/v1/Namespace';
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import type { IService } from 'kubernetes-models/v1/Service';
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import type { Where } from '../diagnostics/where';

/** Kinds whose patches TypeScript checks. */
export interface PatchedKinds {
  ConfigMap: IConfigMap;
  CronJob: ICronJob;
  DaemonSet: IDaemonSet;
  Deployment: IDeployment;
  HorizontalPodAutoscaler: IHorizontalPodAutoscaler;
  Ingress: IIngress;
  Job: IJob;
  Namespace: INamespace;
  NetworkPolicy: INetworkPolicy;
  PersistentVolumeClaim: IPersistentVolumeClaim;
  Service: IService;
  ServiceAccount: IServiceAccount;
  StatefulSet: IStatefulSet;
}

/** Any part of a value, at any depth; `null` removes a field. */
export type Merge<T> = T extends readonly (infer Member)[]
  ? readonly Merge<Member>[]
  : T extends object
    ? { readonly [Key in keyof T]?: Merge<T[Key]> | null }
    : T;

/** What a patch of an object of this kind may say; of a kind that is not listed, anything. */
export type MergeOf<Kind extends string> = Kind extends keyof PatchedKinds
  ? Merge<PatchedKinds[Kind]>
  : Readonly<Record<string, unknown>>;

/** A strategic merge patch of an object that a component makes, and the reason for it. */
export interface ObjectPatch {
  readonly kind: string;
  readonly name: string;
  readonly merge: Readonly<Record<string, unknown>>;
  readonly why: string;
  readonly at: Where;
}

/** A strategic merge patch of the spec of a workload's pods, and the reason for it. */
export interface PodPatch {
  readonly merge: Readonly<Record<string, unknown>>;
  readonly why: string;
  readonly at: Where;
}
