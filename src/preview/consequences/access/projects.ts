import { type Fields, fields } from '../../../kubernetes/manifest';
import { type Judge, patched } from '../judge';

const LISTS: Readonly<Record<string, (one: unknown) => string>> = {
  sourceRepos: (one) => `take from ${one === '*' ? 'any repository' : one}`,
  destinations: (one) =>
    `deploy to namespace '${fields(one).namespace || 'none (cluster-wide objects)'}' of ${fields(one).server ?? fields(one).name}`,
  clusterResourceWhitelist: (one) => `make ${kindText(fields(one))} (cluster-wide)`,
  namespaceResourceWhitelist: (one) => `make ${kindText(fields(one))}`,
};

/** Projects of Argo CD whose Applications may do more. */
export const projects: Judge = (subject) =>
  patched(subject, 'argoproj.io/AppProject').flatMap(({ says, before, after }) => {
    const [old, now] = [fields(before.spec), fields(after.spec)];
    const added = Object.entries(LISTS).flatMap(([key, text]) => {
      const known = new Set(listed(old[key]).map((one) => JSON.stringify(one)));
      return listed(now[key])
        .filter((one) => !known.has(JSON.stringify(one)))
        .map(text);
    });
    const lifted = listed(old.clusterResourceBlacklist).length > listed(now.clusterResourceBlacklist).length;
    const what = [...added, ...(lifted ? ['make kinds that were on its blacklist'] : [])];
    return what.length > 0 ? [says('access/project-widened', { what })] : [];
  });

function kindText({ kind, group }: Fields): string {
  return kind === '*' ? 'objects of any kind' : `${kind}${group ? `.${group}` : ''}`;
}

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
