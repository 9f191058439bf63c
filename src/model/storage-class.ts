import { ApiObject } from 'cdk8s';
import type { Component } from './component';

export interface StorageClassProps {
  /** Name of the CSI driver. */
  readonly provisioner: string;
  /** The driver's own keys. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What becomes of a volume whose claim is gone. */
  readonly reclaimPolicy: 'Retain' | 'Delete';
  /** @default [] */
  readonly mountOptions?: readonly string[];
  /** Whom all files belong to, whoever writes them: a file server with `all_squash`. @default - who wrote them */
  readonly squash?: Squash;
}

export interface Squash {
  readonly uid: number;
  readonly gid: number;
}

/** A storage class that a component makes. What it squashes to stands in an annotation, for who reads the object and for checks. */
export class StorageClass extends ApiObject {
  constructor(component: Component, name: string, props: StorageClassProps) {
    const { provisioner, parameters, reclaimPolicy, mountOptions = [], squash } = props;
    super(component, `storage-class-${name}`, {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name, ...(squash && { annotations: { [ANNOTATION]: `${squash.uid}:${squash.gid}` } }) },
      provisioner,
      parameters,
      reclaimPolicy,
      volumeBindingMode: 'Immediate',
      allowVolumeExpansion: true,
      ...(mountOptions.length > 0 && { mountOptions }),
    });
  }
}

/** Whom a class makes all files belong to, if it says so. */
export function squashOf({ kind, metadata }: Described): Squash | undefined {
  const [, uid, gid] =
    /^(\d+):(\d+)$/.exec((kind === 'StorageClass' && metadata.annotations?.[ANNOTATION]) || '') ?? [];
  return uid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

interface Described {
  readonly kind: string;
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
}

const ANNOTATION = 'steading.dev/squash';
