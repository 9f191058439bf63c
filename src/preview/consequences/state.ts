import { once } from '../../base/once';
import { groupBy } from '../../base/sort';
import { at, type Fields, fields, type Manifest } from '../../kubernetes/manifest';
import { podTemplateOf } from '../../kubernetes/pods';
import { type Read, readsOf } from '../../kubernetes/reads';
import type { Identity } from '../change';
import { identityOf, idOf } from '../match/identity';
import type { Placed, Side } from '../side';
import { nameOf } from './consequence';

/** An object that makes pods, or a pod. */
export interface Maker {
  readonly id: string;
  readonly object: Identity;
  readonly name: string;
  readonly namespace: string;
  readonly manifest: Manifest;
  readonly placed: Placed;
  readonly labels: Fields;
  readonly template: Fields;
  readonly spec: Fields;
}

export interface Reader extends Read {
  readonly maker: Maker;
}

/** One side, looked up: everything is gathered once, at the first question. */
export class State {
  static readonly of: (side: Side) => State = once((side) => new State(side));

  readonly byId: ReadonlyMap<string, Placed>;
  private readonly byKind: ReadonlyMap<string, readonly Placed[]>;
  readonly makers: readonly Maker[];
  private byLabel: Map<string, Maker[]> | undefined;
  private reading: Map<string, Reader[]> | undefined;

  private constructor(readonly side: Side) {
    this.byId = new Map(side.objects.map((placed) => [idOf(placed.manifest), placed]));
    this.byKind = groupBy(side.objects, ({ manifest }) => manifest.kind);
    this.makers = side.objects.flatMap(makerOf);
  }

  /** Every place in which an object stands. */
  copies(manifest: Manifest): readonly Placed[] {
    this.placesById ??= groupBy(this.side.objects, ({ manifest: one }) => idOf(one));
    return this.placesById.get(idOf(manifest)) ?? [];
  }
  private placesById: Map<string, Placed[]> | undefined;

  /** The manifests of a kind. */
  of(...kinds: readonly string[]): readonly Manifest[] {
    return this.placed(...kinds).map(({ manifest }) => manifest);
  }

  placed(...kinds: readonly string[]): readonly Placed[] {
    return kinds.flatMap((kind) => this.byKind.get(kind) ?? []);
  }

  find(kind: string, namespace: string | undefined, name: unknown): Manifest | undefined {
    this.named ??= new Map(
      this.side.objects.map(({ manifest }) => [key(manifest.kind, homeOf(manifest), manifest.metadata.name), manifest]),
    );
    return this.named.get(key(kind, namespace, String(name))) ?? this.named.get(key(kind, 'default', String(name)));
  }
  private named: Map<string, Manifest> | undefined;

  /** Pods of a namespace that have all of these labels, of which there is one at least. */
  selected(namespace: string, labels: Fields): readonly Maker[] {
    this.byLabel ??= index(this.makers, ({ namespace: home, labels: own }) =>
      Object.entries(own).map(([label, value]) => [home, label, value].join('\0')),
    );
    const [first, ...rest] = Object.entries(labels);
    const candidates = first ? this.byLabel.get([namespace, ...first].join('\0')) : undefined;
    return (candidates ?? []).filter((maker) => rest.every(([label, value]) => maker.labels[label] === value));
  }

  /** Who reads a ConfigMap or a Secret, and how. */
  readers(kind: Read['kind'], namespace: string, name: string): readonly Reader[] {
    this.reading ??= index(
      this.makers.flatMap((maker) => readsOf(maker.spec).map((read) => ({ ...read, maker }))),
      (reader) => [key(reader.kind, reader.maker.namespace, reader.name)],
    );
    return this.reading.get(key(kind, namespace, name)) ?? [];
  }

  /** Services of a namespace. */
  services(namespace: string): readonly Manifest[] {
    this.servicesBy ??= groupBy(this.of('Service'), homeOf);
    return this.servicesBy.get(namespace) ?? [];
  }
  private servicesBy: Map<string, Manifest[]> | undefined;

  maker(manifest: Manifest): Maker | undefined {
    this.makerById ??= new Map(this.makers.map((maker) => [maker.id, maker]));
    return this.makerById.get(idOf(manifest));
  }
  private makerById: Map<string, Maker> | undefined;
}

function makerOf(placed: Placed): Maker[] {
  const { manifest } = placed;
  const template = podTemplateOf(manifest);
  if (!template) return [];
  const object = identityOf(manifest);
  return [
    {
      id: idOf(manifest),
      object,
      name: nameOf(object),
      namespace: homeOf(manifest),
      manifest,
      placed,
      labels: at(template.metadata, 'labels'),
      template,
      spec: fields(template.spec),
    },
  ];
}

/** Where kubectl puts what says nothing. */
export function homeOf({ metadata }: Manifest): string {
  return metadata.namespace ?? 'default';
}

const key = (...parts: readonly unknown[]): string => parts.join('\0');

function index<T>(all: readonly T[], keys: (one: T) => readonly string[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of all)
    for (const name of keys(one)) {
      const known = found.get(name);
      if (known) known.push(one);
      else found.set(name, [one]);
    }
  return found;
}
