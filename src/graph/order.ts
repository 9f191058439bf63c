import { compare, groupBy } from '../base/sort';
import { type Finding, finding } from '../diagnostics/finding';
import type { Order } from './graph';

/** The place of every component in the order, or the cycles that leave it none. */
export interface Waves {
  readonly wave: ReadonlyMap<string, number>;
  readonly findings: readonly Finding[];
}

/** Length of the longest chain of prerequisites of each component; linear in components and edges. */
export function waves(environment: string, components: readonly string[], orders: readonly Order[]): Waves {
  const needs = groupBy(orders, (order) => order.from);
  const neededBy = groupBy(orders, (order) => order.to);
  const open = new Map(components.map((name) => [name, needs.get(name)?.length ?? 0]));
  const wave = new Map<string, number>();
  const ready = components.filter((name) => open.get(name) === 0);
  for (const name of ready) {
    const last = (needs.get(name) ?? []).reduce((latest, { to }) => Math.max(latest, wave.get(to) ?? 0), -1);
    wave.set(name, last + 1);
    for (const { from } of neededBy.get(name) ?? []) {
      const left = (open.get(from) ?? 0) - 1;
      open.set(from, left);
      if (left === 0) ready.push(from);
    }
  }
  return { wave, findings: wave.size === components.length ? [] : [cycle(environment, components, needs, wave)] };
}

function cycle(
  environment: string,
  components: readonly string[],
  needs: Map<string, Order[]>,
  settled: ReadonlyMap<string, number>,
): Finding {
  const route: Order[] = [];
  const seen = new Map<string, number>();
  let name = components.find((component) => !settled.has(component)) ?? '';
  while (!seen.has(name)) {
    seen.set(name, route.length);
    const next = needs.get(name)?.find((order) => !settled.has(order.to));
    if (!next) throw new Error(`'${name}' is neither settled nor waiting`);
    route.push(next);
    name = next.to;
  }
  const loop = turned(route.slice(seen.get(name)));
  return finding(
    'order/cycle',
    {
      route: [...loop.map((order) => order.from), loop[0]?.from ?? ''],
      edges: loop.map(({ from, to, why, at }) => ({ from, to, why, at: at() })),
    },
    { paths: loop.map((order) => `${environment}/${order.from}`), at: loop[0]?.at },
  );
}

/** A cycle has no first edge: begin with the name that sorts first. */
function turned(loop: Order[]): Order[] {
  const first = loop.reduce((best, order, i) => (compare(order.from, loop[best]?.from ?? '') < 0 ? i : best), 0);
  return [...loop.slice(first), ...loop.slice(0, first)];
}
