import { type Fields, fields, items } from '../../checks/pods';

/** A LabelSelector; an empty one selects everything. */
export interface Selector {
  readonly matchLabels?: Fields;
  readonly matchExpressions?: unknown;
}

export function selects({ matchLabels, matchExpressions }: Selector, labels: Fields): boolean {
  return (
    Object.entries(fields(matchLabels)).every(([key, value]) => labels[key] === value) &&
    items(matchExpressions).every((expression) => holds(expression, labels))
  );
}

function holds({ key, operator, values }: Fields, labels: Fields): boolean {
  const value = labels[String(key)];
  const isListed = Array.isArray(values) && values.includes(value);
  switch (operator) {
    case 'In':
      return isListed;
    case 'NotIn':
      return !isListed;
    case 'Exists':
      return value !== undefined;
    default:
      return value === undefined;
  }
}
