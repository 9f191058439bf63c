import { consequence } from '../consequence';
import { type Judge, patched } from '../judge';
import { fromTo } from '../words';
import { refusedBy } from './frozen';

/** What the API server refuses to change. */
export const immutable: Judge = (subject) =>
  patched(subject).flatMap(({ object, name, before, after, change }) =>
    refusedBy(object, before, after).map(({ code, parts }) => {
      const what = parts.map(({ path, was, is }) => `${path}${plain(was) && plain(is) ? ` ${fromTo(was, is)}` : ''}`);
      const fields = change.fields.flatMap(({ path }) =>
        parts.some((part) => part.path.split('.').every((step, i) => path[i] === undefined || path[i] === step))
          ? [path]
          : [],
      );
      return consequence(code, { object: name, what, kind: object.kind } as never, { about: [object], fields });
    }),
  );

/** Values that say something in a sentence, and are nobody's secret. */
function plain(value: unknown): boolean {
  return value === undefined || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
