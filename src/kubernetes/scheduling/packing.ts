import type { Machine, Room } from './nodes';

/** Pods of one object, which may run on some of the nodes. */
export interface Load {
  readonly object: string;
  readonly room: Room;
  /** `each`: one on every node that it may run on. */
  readonly count: number | 'each';
  readonly apart: boolean;
  /** @default - every node will do */
  readonly fits?: ((machine: Machine) => boolean) | undefined;
}

/** Places all pods, largest first, each on the first node that has room, and names those that found none. */
export function unplaced(loads: readonly Load[], machines: readonly Machine[]): string[] {
  const free: Free[] = machines.map((machine) => ({ machine, ...machine.room }));
  const total = sum(machines.map(({ room }) => room));
  const size = ({ room, count }: Load) =>
    count === 'each' ? Number.POSITIVE_INFINITY : Math.max(room.cpu / total.cpu, room.memory / total.memory);
  const order = loads
    .map((load) => ({ load, size: size(load) }))
    .sort((a, b) => (a.size < b.size ? 1 : a.size > b.size ? -1 : 0))
    .map(({ load }) => load);
  return order.filter((load) => !place(load)).map(({ object }) => object);

  function place({ room, count, apart, fits }: Load): boolean {
    const open = fits ? free.filter(({ machine }) => fits(machine)) : free;
    if (count === 'each') return open.every((node) => take(node, room));
    let first = 0;
    for (let i = 0; i < count; i++) {
      // What had no room for one pod has none for the next of the same size.
      while (first < open.length && !take(open[first] as Free, room)) first++;
      if (first === open.length) return false;
      if (apart) first++;
    }
    return true;
  }
}

/** What is left of a node. */
interface Free {
  readonly machine: Machine;
  cpu: number;
  memory: number;
  pods: number;
}

function take(node: Free, room: Room): boolean {
  if (node.cpu < room.cpu || node.memory < room.memory || node.pods < room.pods) return false;
  node.cpu -= room.cpu;
  node.memory -= room.memory;
  node.pods -= room.pods;
  return true;
}

export function sum(rooms: readonly Room[]): Room {
  return rooms.reduce(
    (all, { cpu, memory, pods }) => ({
      cpu: all.cpu + cpu,
      memory: all.memory + memory,
      pods: all.pods + pods,
    }),
    { cpu: 0, memory: 0, pods: 0 },
  );
}

export function times({ cpu, memory, pods }: Room, count: number): Room {
  return { cpu: cpu * count, memory: memory * count, pods: pods * count };
}

/** `2.5 cpu and 12Gi`. */
export function roomText({ cpu, memory }: Room): string {
  const size = memory >= 1024 ? `${round(memory / 1024)}Gi` : `${round(memory)}Mi`;
  return `${round(cpu / 1000)} cpu and ${size}`;
}

const round = (value: number): number => Math.round(value * 100) / 100;
