import { sortBy } from '../base/sort';

/** A value as one text: the same for all that is equal, whatever the order of keys. A text is itself. */
export function printed(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return JSON.stringify(value, (_, one) =>
    one !== null && typeof one === 'object' && !Array.isArray(one) ? sortBy(Object.entries(one), ([key]) => key) : one,
  );
}
