import type { Inputs } from './stand-in';

const SIGNATURE = '4dabf18193072939515e22adb298388d';
const IS_SECRET = '1b47061264138c4ac30d75fd1eb44270';
/** Stands for what is not known before something else exists. */
const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

export const hasUnknown = (value: unknown): boolean => JSON.stringify(value).includes(UNKNOWN);

export const isMarked = (value: unknown): boolean => value !== null && typeof value === 'object' && SIGNATURE in value;
export const secret = (value: unknown) => ({ [SIGNATURE]: IS_SECRET, value });

/** Marked secrets as their values. */
export function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (value === null || typeof value !== 'object') return value;
  if (SIGNATURE in value) return opened((value as { readonly value?: unknown }).value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, opened(inner)]));
}

/** What was found, with its secrets marked as they are in what was known. */
export function closed(found: unknown, known: unknown): unknown {
  if (known === null || typeof known !== 'object') return found;
  if (isMarked(found)) return found;
  if (isMarked(known)) return secret(found);
  if (found === null || typeof found !== 'object' || Array.isArray(found)) return found;
  return Object.fromEntries(Object.entries(found).map(([key, inner]) => [key, closed(inner, (known as Inputs)[key])]));
}
