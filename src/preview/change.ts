import type { Manifest } from '../kubernetes/manifest';

/** What an object is matched by: neither its file nor the version of its API. */
export interface Identity {
  readonly apiVersion: string;
  readonly kind: string;
  /** `null`: of the cluster as a whole. */
  readonly namespace: string | null;
  readonly name: string;
}

/**
 * A step on the way to a field: a key of a map, a place in a list, the member of a list that is known by some of its own fields
 * (`{ by: { name: 'litellm' } }`; `metadata.name` is one of a field of it), into a text that has a form of its own (`{ inside: 'yaml' }`), or
 * the order of the members of a list that are known by these fields (`{ order: ['name'] }`, always the last step).
 */
export type Step =
  | string
  | number
  | { readonly by: Readonly<Record<string, string | number>> }
  | { readonly inside: TextForm }
  | { readonly order: readonly string[] };

export type TextForm = 'yaml' | 'json' | 'ini' | 'nginx';

/**
 * A field that was set, taken away or set otherwise; `undefined` where it is not there. Lists whose members have no names of their own are
 * one value. Of an order, the members' names as they stood and stand. Values of secrets are veiled.
 */
export interface FieldChange {
  readonly path: readonly Step[];
  readonly before: unknown;
  readonly after: unknown;
}

export interface ObjectChange {
  /** `renamed` and `moved` (to another namespace) are a removal and an addition for Kubernetes, one change for a reader. */
  readonly what: 'added' | 'removed' | 'changed' | 'renamed' | 'moved';
  /** As it is now; of a removed one, as it was. */
  readonly object: Identity;
  /** As it was, where that differs. */
  readonly was?: Identity;
  readonly component?: string;
  readonly file: string;
  /** Empty for what was added or removed as a whole. */
  readonly fields: readonly FieldChange[];
  /** In canonical form, veiled. */
  readonly before?: Manifest;
  readonly after?: Manifest;
}

/** A file that is no manifest. */
export interface TextChange {
  readonly what: 'added' | 'removed' | 'changed';
  readonly file: string;
  readonly before?: string;
  readonly after?: string;
}

/** An object that stands in another file now and is otherwise the same: nothing changes for a cluster. */
export interface Relocation {
  readonly object: Identity;
  readonly from: string;
  readonly to: string;
}

/** A machine outside Kubernetes. */
export interface HostChange {
  readonly what: 'added' | 'removed' | 'changed';
  readonly host: string;
  /** How it is reached: address, port, user, key. */
  readonly fields: readonly FieldChange[];
  readonly files: readonly TextChange[];
  readonly commands: readonly CommandChange[];
  /** Units of systemd that start anew. */
  readonly restarts: readonly string[];
}

export interface CommandChange {
  readonly what: 'added' | 'removed' | 'changed' | 'runs again';
  readonly name: string;
  readonly as: string;
  readonly reboots: boolean;
  /** Why, in words. */
  readonly because: string;
}

/** Somebody who may, or may no longer, reach something, in words: `n8n can now reach postgresql:5432`. */
export interface Reach {
  readonly what: 'opened' | 'closed';
  readonly sentence: string;
}

/** A release of a chart, or a file that is a template. */
export interface Unrendered {
  readonly what: 'release' | 'template';
  /** As people name it: an object, a folder, a file. */
  readonly name: string;
}
