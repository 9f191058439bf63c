import { consequence } from '../consequence';
import { type Judge, patched } from '../judge';
import { differingValues, releasesOf } from '../releases';

/** Releases that are upgraded with other values. */
export const releases: Judge = (subject) =>
  patched(subject, 'Application', 'HelmRelease', 'HelmChart', 'Chart').flatMap(({ object, name, before, after }) => {
    const old = new Map(releasesOf(before).map((release) => [release.chart, release]));
    return releasesOf(after).flatMap(({ chart, version, values }) => {
      const was = old.get(chart);
      if (!was || was.version !== version || JSON.stringify(was.values) === JSON.stringify(values)) return [];
      const paths = differingValues(was.values, values);
      return [
        consequence(
          'restart/release',
          { release: name, values: paths.length > 0 ? paths : ['its text'] },
          { about: [object] },
        ),
      ];
    });
  });
