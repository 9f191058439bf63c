import type { Manifest } from '../manifest';
import { type Fields, fields } from '../manifest';
import { countOf, demandOf, standApart } from './demand';
import { type Machine, type Room, wants } from './nodes';
import { type Load, unplaced } from './packing';

/** What makes pods, as far as nodes are concerned. */
export interface Making {
  readonly manifest: Manifest;
  readonly labels: Fields;
  readonly spec: Fields;
}

export interface BoundLoad extends Load {
  /** The only node that its pods may run on. */
  readonly bound: string | undefined;
}

export interface Placing<P> {
  /** What there is to place. */
  readonly loads: readonly BoundLoad[];
  /** Pods that no node is for. */
  readonly homeless: readonly P[];
  /** Pods that are larger than every node that is for them. */
  readonly tooLarge: readonly { readonly pods: P; readonly room: Room; readonly largest: Room }[];
}

/** What has to be placed on nodes, largest first; what no node could take is named apart. */
export function placing<P extends Making>(
  all: readonly P[],
  nodes: readonly Machine[],
  autoscaled: ReadonlyMap<string, number>,
  nameOf: (pods: P) => string,
): Placing<P> {
  const loads: BoundLoad[] = [];
  const homeless: P[] = [];
  const tooLarge: { pods: P; room: Room; largest: Room }[] = [];
  for (const pods of all) {
    const fits = wants(pods.spec);
    const open = fits ? nodes.filter(fits) : nodes;
    const room = demandOf(pods.spec);
    const [largest] = open;
    if (!largest) homeless.push(pods);
    else if (!open.some((node) => node.room.cpu >= room.cpu && node.room.memory >= room.memory))
      tooLarge.push({ pods, room, largest: largest.room });
    else {
      const count = pods.manifest.kind === 'DaemonSet' ? 'each' : countOf(pods, autoscaled);
      const bound = open.length === 1 ? largest.name : undefined;
      loads.push({ object: nameOf(pods), room, count, apart: standApart(pods), fits, bound });
    }
  }
  return { loads, homeless, tooLarge };
}

/** How many pods an autoscaler keeps at least, by `namespace/kind/name`. */
export function autoscaledBy(scalers: readonly Manifest[]): ReadonlyMap<string, number> {
  return new Map(
    scalers.map(({ metadata, spec }) => {
      const { scaleTargetRef, minReplicas = 1 } = fields(spec);
      const { kind, name } = fields(scaleTargetRef);
      return [`${metadata.namespace ?? 'default'}/${kind}/${name}`, Number(minReplicas)];
    }),
  );
}

/** What finds no room once the largest node is lost; what runs there alone is not expected to. */
export function withoutLargest(
  loads: readonly BoundLoad[],
  [largest, ...rest]: readonly Machine[],
): { readonly node: string; readonly left: readonly string[] } | undefined {
  if (!largest || rest.length === 0) return undefined;
  const movable = loads.filter(({ bound }) => bound !== largest.name);
  return { node: largest.name, left: unplaced(movable, rest) };
}
