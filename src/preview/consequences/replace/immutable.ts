import type { Manifest } from '../../../graph/graph';
import { sortBy } from '../../../graph/sort';
import { consequence } from '../consequence';
import { same } from '../defaults';
import { isOf, type Judge, patched } from '../judge';
import { fromTo } from '../words';
import { FROZEN, type Frozen } from './frozen';

/** What the API server refuses to change. */
export const immutable: Judge = (subject) =>
  patched(subject).flatMap(({ object, name, before, after, change }) =>
    FROZEN.filter(({ kinds }) => isOf(object, kinds)).flatMap((frozen) => {
      if (frozen.code.startsWith('replace/immutable') && before.immutable !== true) return [];
      const parts = differing(frozen, before, after);
      if (parts.length === 0) return [];
      const what = parts.map(({ path, was, is }) => `${path}${plain(was) && plain(is) ? ` ${fromTo(was, is)}` : ''}`);
      const fields = change.fields.flatMap(({ path }) =>
        parts.some((part) => part.path.split('.').every((step, i) => path[i] === undefined || path[i] === step))
          ? [path]
          : [],
      );
      return [
        consequence(frozen.code, { object: name, what, kind: object.kind } as never, { about: [object], fields }),
      ];
    }),
  );

function differing({ parts }: Frozen, before: Manifest, after: Manifest) {
  const [old, now] = [parts(before, after), parts(after, before)];
  const names = sortBy(new Set([...Object.keys(old), ...Object.keys(now)]), (name) => name);
  return names.flatMap((path) => (same(old[path], now[path]) ? [] : [{ path, was: old[path], is: now[path] }]));
}

/** Values that say something in a sentence, and are nobody's secret. */
function plain(value: unknown): boolean {
  return value === undefined || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
