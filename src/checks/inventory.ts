import { type Artifact, loweredOf } from '../backends/artifact';
import { once } from '../base/once';
import type { Graph } from '../graph/graph';
import { madeBy, podLabels, unknownIn } from '../kubernetes/made-by';
import type { BroughtObject } from '../model/release';
import { identity } from './object/objects';
import { type Pods, podsOf } from './pods';

type Labels = Readonly<Record<string, unknown>>;

/** Pods that somebody makes, as far as selectors can see them. Of a chart's pods no ports are known. */
interface Selectable {
  readonly namespace: string;
  readonly labels: Labels;
  /** What each of them has beside these: a pod of a StatefulSet its own name. */
  readonly each?: readonly Labels[];
  readonly pods?: Pods;
}

/** All that there is: made here, brought by a release or by the system, or promised by a contract. */
export class Inventory {
  private static readonly take = once(
    (artifacts: readonly Artifact[], graph: Graph) => new Inventory(graph, artifacts),
  );

  static of(graph: Graph, artifacts: readonly Artifact[]): Inventory {
    return Inventory.take(artifacts, graph);
  }

  private readonly names = new Set<string>();
  private readonly byLabel = new Map<string, Selectable[]>();
  private readonly byNamespace = new Map<string, Selectable[]>();

  private readonly namespaces = new Set<string>();
  /** By namespace: what may make something there that nobody can name. */
  private readonly makers = new Map<string, string>();
  private readonly isPart: boolean;

  private constructor(graph: Graph, artifacts: readonly Artifact[]) {
    this.isPart = graph.isPart === true;
    const written = new Set(graph.objects.map(({ manifest }) => manifest));
    for (const lowered of loweredOf(artifacts)) {
      const { kind, metadata } = lowered.manifest;
      this.add(kind, metadata.namespace, metadata.name);
      if (metadata.namespace === undefined) this.add(kind, 'default', metadata.name);
      // What a distribution runs in kube-system stands in nobody's files.
      if (kind === 'Namespace' && metadata.name !== 'kube-system') this.namespaces.add(metadata.name);
      const home = metadata.namespace ?? 'default';
      const { objects = [], pods = [] } = madeBy(lowered.manifest);
      for (const { kind: made, name, namespace = metadata.namespace } of objects) this.add(made, namespace, name);
      for (const labels of pods) this.offer({ namespace: home, labels });
      const unknown = written.has(lowered.manifest) ? unknownIn(lowered.manifest) : undefined;
      if (unknown !== undefined) this.makers.set(unknown, this.makers.get(unknown) ?? identity(lowered));
    }
    this.add('ConfigMap', '*', 'kube-root-ca.crt');
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
    for (const pods of podsOf(graph, artifacts))
      this.offer({ namespace: pods.namespace, labels: pods.labels, each: podLabels(pods.manifest), pods });
    for (const { namespace, labels } of brought) if (namespace && labels) this.offer({ namespace, labels });
  }

  /** Whether it is there, or may be, where only a part is known. */
  has(kind: string, namespace: string | undefined, name: string): boolean {
    const isKnown = (home: string) => this.names.has(`${kind} ${home}/${name}`);
    if (isKnown(namespace ?? '') || isKnown('*')) return true;
    return this.isPart && (namespace === undefined || !this.namespaces.has(namespace));
  }

  /** Whether it is known to be there. */
  makes(kind: string, namespace: string, name: string): boolean {
    return this.names.has(`${kind} ${namespace}/${name}`);
  }

  /** An object that may have made in a namespace what nothing else there makes. */
  unknownMaker(namespace: string | undefined): string | undefined {
    return namespace === undefined ? undefined : this.makers.get(namespace);
  }

  /** Whether all of a namespace may be expected to be known. */
  knows(namespace: string): boolean {
    return !this.isPart || this.namespaces.has(namespace);
  }

  /** Pods of a namespace that have all of these labels, of which there is one at least. */
  selected(namespace: string, labels: Labels): readonly Selectable[] {
    const wanted = Object.entries(labels);
    const [first] = wanted;
    const candidates = (first && this.byLabel.get(labelKey(namespace, first))) ?? [];
    return candidates.filter(({ labels: own, each = [] }) => {
      const rest = wanted.filter(([key, value]) => own[key] !== value);
      return rest.length === 0 || each.some((one) => rest.every(([key, value]) => one[key] === value));
    });
  }

  /** All pods of a namespace. */
  within(namespace: string): readonly Selectable[] {
    return this.byNamespace.get(namespace) ?? [];
  }

  /** Lets selectors find pods by each of their labels. */
  private offer(pods: Selectable): void {
    const beside = this.byNamespace.get(pods.namespace);
    if (beside) beside.push(pods);
    else this.byNamespace.set(pods.namespace, [pods]);
    const own = [pods.labels, ...(pods.each ?? [])].flatMap((labels) => Object.entries(labels));
    for (const key of new Set(own.map((label) => labelKey(pods.namespace, label)))) {
      const known = this.byLabel.get(key);
      if (known) known.push(pods);
      else this.byLabel.set(key, [pods]);
    }
  }

  private add(kind: string, namespace: string | undefined, name: string): void {
    this.names.add(`${kind} ${namespace ?? ''}/${name}`);
  }
}

function placed({ kind, name, labels, namespace }: BroughtObject, home: string | undefined) {
  return { kind, name, labels, namespace: namespace === undefined ? home : (namespace ?? undefined) };
}

function labelKey(namespace: string, [key, value]: readonly [string, unknown]): string {
  return `${namespace}\0${key}\0${value}`;
}
