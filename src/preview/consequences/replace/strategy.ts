import { fields } from '../../../kubernetes/manifest';
import { type Judge, patched } from '../judge';

/** Strategies that forbid what the API server once filled in for the one before. */
export const strategy: Judge = (subject) =>
  [
    { kind: 'apps/Deployment', key: 'strategy', to: 'Recreate', defaults: ['maxSurge', 'maxUnavailable'] },
    { kind: 'apps/StatefulSet', key: 'updateStrategy', to: 'OnDelete', defaults: ['partition'] },
  ].flatMap(({ kind, key, to, defaults }) =>
    patched(subject, kind).flatMap(({ says, before, after }) => {
      const [old, now] = [fields(fields(before.spec)[key]), fields(fields(after.spec)[key])];
      const stated = fields(old.rollingUpdate);
      const isFilledIn =
        (old.type ?? 'RollingUpdate') === 'RollingUpdate' && defaults.some((one) => stated[one] === undefined);
      if (!isFilledIn || now.type !== to) return [];
      const params = { type: to, field: `spec.${key}.rollingUpdate` };
      return [says('replace/strategy', params, ['spec', key])];
    }),
  );
