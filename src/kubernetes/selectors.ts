import { type Fields, fields, items } from './manifest';

/** Whether a selector selects something with these labels. An empty one selects everything. */
export function selects({ matchLabels, matchExpressions }: Fields, labels: Fields): boolean {
  return (
    Object.entries(fields(matchLabels)).every(([key, value]) => labels[key] === value) &&
    items(matchExpressions).every(({ key, operator, values }) => {
      const value = labels[String(key)];
      const listed = Array.isArray(values) && values.includes(value);
      if (operator === 'In') return listed;
      if (operator === 'NotIn') return !listed;
      return (operator === 'Exists') === (value !== undefined);
    })
  );
}

/** `app=web,tier In (a,b)`. */
export function selectorText({ matchLabels, matchExpressions }: Fields): string {
  const all = [
    ...Object.entries(fields(matchLabels)).map(([key, value]) => `${key}=${value}`),
    ...items(matchExpressions).map(({ key, operator, values }) =>
      Array.isArray(values) ? `${key} ${operator} (${values.join(',')})` : `${key} ${operator}`,
    ),
  ];
  return all.length > 0 ? all.join(',') : 'any label';
}
