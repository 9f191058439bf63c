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
  /** What a graph knows and no tree says. @default - only a tree, or a cluster, is known */
  readonly beyond?: Beyond;
  /** What was passed over on reading it, and why. */
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
