import { isDeepStrictEqual } from 'node:util';
import type { Inputs } from './stand-in';

const isMap = (value: unknown): value is Inputs => value !== null && typeof value === 'object' && !Array.isArray(value);
const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value);

/**
 * Of what is there, what was asked for: as the provider does (`pruneMap` in its util.go) before it compares. What somebody added to a map or at the
 * end of a list is not in it.
 */
export function pruned(live: unknown, asked: unknown): unknown {
  if (typeOf(live) !== typeOf(asked)) return live;
  if (isMap(live) && isMap(asked)) {
    const shared = Object.entries(live).filter(([key]) => key in asked);
    return Object.fromEntries(shared.map(([key, value]) => [key, pruned(value, asked[key])]));
  }
  if (!Array.isArray(live) || !Array.isArray(asked)) return live;
  if (live.length === 0 || asked.length === 0) return [];
  if (typeOf(live[0]) !== typeOf(asked[0])) return live;
  return asked.slice(0, live.length).map((one, i) => pruned(live[i], one));
}

/**
 * Inputs as the API server writes them: without what is empty and therefore not there, and quantities in its own way. For this the provider takes
 * Kubernetes' types (`clients.Normalize`), a stand-in what is there.
 */
export function spelled(asked: unknown, live: unknown, isQuantity = false): unknown {
  if (isMap(asked)) {
    const there = isMap(live) ? live : {};
    const entries = Object.entries(asked).map(
      ([key, value]) => [key, spelled(value, there[key], isQuantity || QUANTITIES.has(key))] as const,
    );
    return Object.fromEntries(entries.filter(([key, value]) => key in there || !isEmpty(value)));
  }
  if (Array.isArray(asked)) return asked.map((one, i) => spelled(one, Array.isArray(live) ? live[i] : undefined));
  const wanted = isQuantity ? amount(asked) : undefined;
  return wanted !== undefined && wanted === amount(live) ? live : asked;
}

const QUANTITIES = new Set(['limits', 'requests', 'hard', 'capacity', 'sizeLimit']);

function isEmpty(value: unknown): boolean {
  return (
    [undefined, null, '', 0, false].includes(value as never) ||
    isDeepStrictEqual(value, []) ||
    isDeepStrictEqual(value, {})
  );
}

const UNITS: Readonly<Record<string, number>> = {
  ...{ m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 },
};

/** A number, or a text that is a quantity. */
function amount(value: unknown): number | undefined {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(String(value)) ?? [];
  const factor = UNITS[unit];
  return digits === undefined || factor === undefined ? undefined : Number(digits) * factor;
}
