import { fields } from '../../../kubernetes/manifest';
import { consequence } from '../consequence';
import { below, type Judge, patched } from '../judge';

/** Strategies that forbid what the API server once filled in for the one before. */
export const strategy: Judge = (subject) =>
  [
    { kind: 'apps/Deployment', key: 'strategy', to: 'Recreate', defaults: ['maxSurge', 'maxUnavailable'] },
    { kind: 'apps/StatefulSet', key: 'updateStrategy', to: 'OnDelete', defaults: ['partition'] },
  ].flatMap(({ kind, key, to, defaults }) =>
    patched(subject, kind).flatMap(({ object, name, before, after, change }) => {
      const [old, now] = [fields(fields(before.spec)[key]), fields(fields(after.spec)[key])];
      const stated = fields(old.rollingUpdate);
      const isFilledIn =
        (old.type ?? 'RollingUpdate') === 'RollingUpdate' && defaults.some((one) => stated[one] === undefined);
      if (!isFilledIn || now.type !== to) return [];
      const params = { object: name, type: to, field: `spec.${key}.rollingUpdate` };
      return [consequence('replace/strategy', params, { about: [object], fields: below(change, 'spec', key) })];
    }),
  );
