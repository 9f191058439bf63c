import type { Fields } from '../kubernetes/manifest';

const TERM = /^\s*(!?)([\w./-]+)\s*(?:(==?|!=)\s*([\w.-]*)|(in|notin)\s*\(([^)]*)\))?\s*$/;

/** Whether labels meet a selector in the words of kubectl, such as `app=web,tier notin (db)`. An absent one is met by all. */
export function meets(selector: unknown, labels: Fields): boolean {
  if (typeof selector !== 'string' || selector.trim() === '') return true;
  return selector.split(/,(?![^(]*\))/).every((term) => {
    const [, not = '', key = '', sign, value = '', word, list = ''] = TERM.exec(term) ?? [];
    const own = labels[key];
    if (sign !== undefined) return (own === value) !== (sign === '!=');
    const listed = list.split(',').some((one) => one.trim() === own);
    if (word !== undefined) return listed === (word === 'in');
    return (own !== undefined) !== (not === '!');
  });
}
