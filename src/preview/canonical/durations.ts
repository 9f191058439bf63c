import type { Place } from './place';

/** Fields of Flux, cert-manager, Argo CD, Prometheus and their like that hold a time: Kubernetes' own objects count in seconds. */
const NAMED =
  /(^|[a-z_])([iI]nterval|[tT]imeout|[dD]uration|[pP]eriod|[dD]elay|[rR]enewBefore|[tT]tl|TTL|retention)$|^(for|keep_firing_for)$/;
const NANOSECONDS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
  w: 604_800_000_000_000n,
};
const PART = /(\d{1,15})(?:\.(\d{1,9}))?(ns|us|µs|ms|s|m|h|d|w)/g;
const WHOLE = new RegExp(`^(${PART.source})+$`);
const UNITS = ['h', 'm', 's', 'ms', 'us', 'ns'];

/** One spelling of a time: `60s` and `1m0s` are `1m`. */
export function durations(value: unknown, { known, path }: Place): unknown {
  if (known || typeof value !== 'string' || !NAMED.test(path.at(-1) ?? '') || !WHOLE.test(value)) return value;
  let left = 0n;
  for (const [, whole = '', broken = '', unit = ''] of value.matchAll(PART))
    left += (BigInt(whole + broken) * (NANOSECONDS[unit] ?? 0n)) / 10n ** BigInt(broken.length);
  if (left === 0n) return '0s';
  return UNITS.map((unit) => {
    const one = NANOSECONDS[unit] ?? 1n;
    const count = left / one;
    left %= one;
    return count > 0n ? `${count}${unit}` : '';
  }).join('');
}
