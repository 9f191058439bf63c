import type { Layer } from '../backends/artifact';
import type { KeySourceNode, SecretStore } from '../graph/graph';
import type { Manifest } from '../kubernetes/manifest';
import type { Machine } from '../kubernetes/scheduling/nodes';

/** One of the two states of an environment that are compared. Plain data: a process of another commit may have printed it. */
export interface Side {
  readonly environment: string;
  readonly objects: readonly Placed[];
  /** Files of hosts, scripts, whatever else stands in a tree and is no manifest. */
  readonly texts: readonly Text[];
  /** Charts and templates: only a program makes manifests of them. @default - none */
  readonly sources?: readonly Text[];
  /** Releases and charts whose objects are among the objects, as `unrendered` would name them. @default - none */
  readonly rendered?: readonly string[];
  /** What a graph knows and no tree says. @default - only a tree, or a cluster, is known */
  readonly beyond?: Beyond;
  /** Files that are not read as others are, and why. @default - none */
  readonly unread?: readonly Unread[];
  /** What else is to be known of reading it. */
  readonly notes: readonly string[];
}

/** An object, and where it stands. */
export interface Placed {
  readonly manifest: Manifest;
  /** Relative to the tree, with `/`. */
  readonly file: string;
  /** @default - not known: made by somebody else, or a cluster's */
  readonly component?: string;
  /** @default - not known; `onDemand` is never delivered */
  readonly layer?: Layer;
  /** As its file has it, where the manifest has more: what it takes from other objects. @default - the manifest */
  readonly written?: Manifest;
  /** The Application, HelmRelease or chart that brings it. @default - it stands in a file of the tree */
  readonly broughtBy?: Placed;
}

export interface Unread {
  readonly file: string;
  /** In words that follow the file. */
  readonly why: string;
}

export interface Text {
  readonly file: string;
  readonly content: string;
}

export interface Beyond {
  readonly contracts: readonly Contract[];
  readonly connections: readonly Connection[];
  /** By cluster. */
  readonly machines: Readonly<Record<string, readonly Machine[]>>;
  /** Its version, by cluster. @default - not stated */
  readonly kubernetes?: Readonly<Record<string, string>>;
}

/** What is promised of a Secret; never a value. */
export interface Contract {
  readonly namespace: string;
  readonly name: string;
  readonly version: number;
  readonly store: SecretStore;
  readonly keys: readonly { readonly name: string; readonly from: KeySourceNode['from'] }[];
}

/** Who uses what, by `<env>/<component>[/<endpoint>]`. */
export interface Connection {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly why: string;
}

/** Of an environment that is not there yet, or no more. */
export function emptySide(environment: string): Side {
  return { environment, objects: [], texts: [], notes: [] };
}
