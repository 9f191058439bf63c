import { compareVersions, differsIn } from '../../../kubernetes/versions';
import { consequence } from '../consequence';
import { type Judge, patched } from '../judge';
import { releasesOf } from '../releases';

/** Other versions of charts. */
export const charts: Judge = (subject) =>
  patched(subject, 'Application', 'HelmRelease', 'HelmChart', 'Chart').flatMap(
    ({ object, name, before, after, change }) => {
      const old = new Map(releasesOf(before).map(({ chart, version }) => [chart, version]));
      return releasesOf(after).flatMap(({ chart, version = '*' }) => {
        const was = old.get(chart) ?? (old.has(chart) ? '*' : undefined);
        if (was === undefined || was === version) return [];
        const fields = change.fields.flatMap(({ path }) =>
          path.includes('version') || path.includes('targetRevision') ? [path] : [],
        );
        const order = compareVersions(was, version);
        const code =
          order !== undefined && order > 0
            ? 'image/chart-downgraded'
            : differsIn(was, version, 1)
              ? 'image/chart-major'
              : 'image/chart';
        return [consequence(code, { release: name, chart, before: was, after: version }, { about: [object], fields })];
      });
    },
  );
