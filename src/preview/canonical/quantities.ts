import type { Place } from './place';

/** Maps of quantities. Those of LimitRanges have names that mean other things elsewhere. */
const MAPS = new Set(['limits', 'requests', 'capacity', 'allocatable', 'hard', 'used', 'overhead', 'podFixed']);
const OF_LIMIT_RANGE = new Set(['default', 'defaultRequest', 'max', 'min', 'maxLimitRequestRatio']);
const SINGLE = new Set(['sizeLimit', 'averageValue', 'divisor', 'tolerance']);
/** In resources of others, where `requests: 5` may count requests. */
const RESOURCE = /^(cpu|memory|storage|ephemeral-storage|hugepages-.+|.+\/.+)$/;
const SIZE = /^(storage|size|sizeLimit|memory)$/;

/** One spelling of a quantity: `1000m` is `1`, `1024Mi` is `1Gi`. */
export function quantities(value: unknown, place: Place): unknown {
  if (typeof value !== 'number' && typeof value !== 'string') return value;
  return isQuantity(place, value) ? (spelled(String(value)) ?? value) : value;
}

function isQuantity({ kind, known, path }: Place, value: number | string): boolean {
  const [name = '', above = ''] = [path.at(-1), path.at(-2)];
  if (!known)
    return (
      (/^(limits|requests)$/.test(above) && RESOURCE.test(name)) || (SIZE.test(name) && /\d[KMGTPE]i$/.test(`${value}`))
    );
  if (SINGLE.has(name)) return true;
  if (kind === 'LimitRange' && OF_LIMIT_RANGE.has(above)) return true;
  if (kind === 'HorizontalPodAutoscaler' && name === 'value' && above === 'target') return true;
  return MAPS.has(above);
}

const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const NANO = 1_000_000_000n;

/** The shortest exact spelling; undefined for what is no quantity. */
function spelled(text: string): string | undefined {
  const nano = nanos(text);
  if (nano === undefined) return undefined;
  if (nano < 0n) return `-${spelled(text.trim().slice(1))}`;
  const whole = nano / NANO;
  if (nano % NANO === 0n && whole < 10_000n) return String(whole);
  const decimal = DECIMAL.map((unit, power) => [nano, 1000n ** BigInt(power), unit] as const);
  const binary = BINARY.map((unit, power) => [nano, NANO * 1024n ** BigInt(power), unit] as const);
  return [...binary, ...decimal]
    .filter(([amount, one]) => amount % one === 0n)
    .map(([amount, one, unit]) => `${amount / one}${unit}`)
    .reduce((best, next) => (next.length < best.length ? next : best));
}

/** Kubernetes rounds up what is finer than a billionth. */
function nanos(text: string): bigint | undefined {
  const [, sign, whole = '', broken = '', exponent, unit = ''] =
    /^([+-]?)(\d{0,30})(?:\.(\d{0,30}))?(?:[eE]([+-]?\d{1,2})|([numkMGTPE]|[KMGTPE]i)?)$/.exec(text.trim()) ?? [];
  if (sign === undefined || whole + broken === '') return undefined;
  const digits = BigInt(whole + broken);
  const [up, down] = scaled(Number(exponent ?? 0) - broken.length, unit);
  const nano = (digits * NANO * up + down - 1n) / down;
  return sign === '-' ? -nano : nano;
}

function scaled(exponent: number, unit: string): [up: bigint, down: bigint] {
  const powers = unit.endsWith('i') ? 0 : (DECIMAL.indexOf(unit) - DECIMAL.indexOf('')) * 3;
  const ten = exponent + powers;
  const two = unit.endsWith('i') ? 1024n ** BigInt(BINARY.indexOf(unit)) : 1n;
  return [two * 10n ** BigInt(Math.max(ten, 0)), 10n ** BigInt(Math.max(-ten, 0))];
}
