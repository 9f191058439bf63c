import { type Artifact, loweredOf } from '../backends/artifact';
import type { Graph, Manifest } from '../graph/graph';
import type { BroughtObject } from '../model/release';
import { fields, type Pods, podsOf } from './pods';

type Labels = Readonly<Record<string, unknown>>;

/** Pods that somebody makes, as far as selectors can see them. Of a chart's pods no ports are known. */
interface Selectable {
  readonly namespace: string;
  readonly labels: Labels;
  readonly pods?: Pods;
}

/** All that there is: made here, brought by a release or by the system, or promised by a contract. */
export class Inventory {
  private static readonly known = new WeakMap<readonly Artifact[], Inventory>();

  /** Several checks ask; it is taken once. */
  static of(graph: Graph, artifacts: readonly Artifact[]): Inventory {
    const inventory = Inventory.known.get(artifacts) ?? new Inventory(graph, artifacts);
    Inventory.known.set(artifacts, inventory);
    return inventory;
  }

  private readonly names = new Set<string>();
  private readonly byLabel = new Map<string, Selectable[]>();

  private constructor(graph: Graph, artifacts: readonly Artifact[]) {
    for (const { manifest } of loweredOf(artifacts)) {
      const { kind, metadata } = manifest;
      this.add(kind, metadata.namespace, metadata.name);
      const secret = secretOf(manifest);
      if (secret !== undefined) this.add('Secret', metadata.namespace, secret);
    }
    for (const { namespace, name } of graph.secrets) this.add('Secret', namespace, name);
    for (const { kind, namespace, name } of graph.expected) this.add(kind, namespace, name);
    for (const { name } of graph.namespaces) this.add('Namespace', undefined, name);
    for (const { storageClasses } of graph.clusters)
      for (const name of storageClasses) this.add('StorageClass', undefined, name);
    const brought = [
      ...[...graph.releases, ...graph.operands].flatMap(({ brings, namespace }) =>
        brings.map((object) => placed(object, namespace)),
      ),
      ...graph.clusters.flatMap(({ brings = [] }) => brings.map((object) => placed(object, undefined))),
    ];
    for (const { kind, namespace, name } of brought) this.add(kind, namespace, name);
    for (const pods of podsOf(graph, artifacts)) this.offer({ namespace: pods.namespace, labels: pods.labels, pods });
    for (const { namespace, labels } of brought) if (namespace && labels) this.offer({ namespace, labels });
  }

  has(kind: string, namespace: string | undefined, name: string): boolean {
    return this.names.has(`${kind} ${namespace ?? ''}/${name}`);
  }

  /** Pods of a namespace that have all of these labels, of which there is one at least. */
  selected(namespace: string, labels: Labels): readonly Selectable[] {
    const [first, ...rest] = Object.entries(labels);
    const candidates = (first && this.byLabel.get(labelKey(namespace, first))) ?? [];
    return candidates.filter((pods) => rest.every(([key, value]) => pods.labels[key] === value));
  }

  /** Lets selectors find pods by each of their labels. */
  private offer(pods: Selectable): void {
    for (const label of Object.entries(pods.labels)) {
      const key = labelKey(pods.namespace, label);
      const known = this.byLabel.get(key);
      if (known) known.push(pods);
      else this.byLabel.set(key, [pods]);
    }
  }

  private add(kind: string, namespace: string | undefined, name: string): void {
    this.names.add(`${kind} ${namespace ?? ''}/${name}`);
  }
}

/** The Secret that an object has somebody make. */
function secretOf({ kind, metadata, spec }: Manifest): string | undefined {
  if (kind === 'SealedSecret' || kind === 'OnePasswordItem') return metadata.name;
  if (kind !== 'Certificate' && kind !== 'ExternalSecret') return undefined;
  const { secretName, target } = fields(spec);
  const name = kind === 'Certificate' ? secretName : (fields(target).name ?? metadata.name);
  return typeof name === 'string' ? name : undefined;
}

function placed({ kind, name, labels, namespace }: BroughtObject, home: string | undefined) {
  return { kind, name, labels, namespace: namespace === undefined ? home : (namespace ?? undefined) };
}

function labelKey(namespace: string, [key, value]: readonly [string, unknown]): string {
  return `${namespace}\0${key}\0${value}`;
}
