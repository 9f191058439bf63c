import { readDocument } from '../../base/yaml';
import { at, type Fields, fields, items, type Manifest } from '../../kubernetes/manifest';
import { CHART } from '../read/charts';

/** A chart that somebody installs. */
export interface Release {
  readonly chart: string;
  readonly version: string | undefined;
  readonly repository: string | undefined;
  readonly values: unknown;
}

/** Charts of an Argo CD Application, a Flux HelmRelease, or a HelmChart of k3s. */
export function releasesOf({ apiVersion, kind, spec }: Manifest): Release[] {
  const said = fields(spec);
  if (apiVersion.startsWith('argoproj.io/') && kind === 'Application')
    return [said.source, ...items(said.sources)].flatMap((source) => {
      const { chart, targetRevision, repoURL, helm } = fields(source);
      const { valuesObject, values, parameters } = fields(helm);
      return release(chart, targetRevision, repoURL, valuesObject ?? values ?? parameters);
    });
  if (apiVersion.startsWith('helm.toolkit.fluxcd.io/') && kind === 'HelmRelease') {
    const { chart, version, sourceRef } = at(said.chart, 'spec');
    const ref = fields(said.chartRef);
    if (ref.name !== undefined) return release(ref.chart ?? ref.name, ref.version, ref.name, said.values);
    return release(chart, version, fields(sourceRef).name, said.values);
  }
  if (apiVersion.startsWith('helm.cattle.io/') && kind === 'HelmChart')
    return release(said.chart, said.version, said.repo, said.valuesContent ?? said.set);
  if (apiVersion === CHART && kind === 'Chart') return ofChart(said);
  return [];
}

/** A chart that stands in the tree, and those that it takes along. Their values are under their names. */
function ofChart({ name, version, dependencies, values }: Fields): Release[] {
  const others = items(dependencies);
  const keys = others.map(({ alias, name: own }) => String(alias ?? own));
  const rest = Object.fromEntries(Object.entries(fields(values)).filter(([key]) => !keys.includes(key)));
  // An umbrella may be called as the chart that it brings.
  const isNamesake = others.some((one) => one.name === name);
  const hasOwn = !isNamesake && (others.length === 0 || Object.keys(rest).length > 0);
  const own = hasOwn ? release(name, version, undefined, rest) : [];
  const taken = others.flatMap((one, i) =>
    release(one.name, one.version, one.repository, fields(values)[keys[i] as string]),
  );
  return [...own, ...taken];
}

function release(chart: unknown, version: unknown, repository: unknown, values: unknown): Release[] {
  if (typeof chart !== 'string') return [];
  return [
    {
      chart,
      version: text(version),
      repository: text(repository),
      values: typeof values === 'string' ? (readDocument(values) ?? values) : values,
    },
  ];
}

const text = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));

/** Paths of the values that differ, two steps deep. */
export function differingValues(before: unknown, after: unknown, depth = 2): string[] {
  const [old, now] = [fields(before), fields(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((key) => {
    if (JSON.stringify(old[key]) === JSON.stringify(now[key])) return [];
    const inner = depth > 1 && isMap(old[key]) && isMap(now[key]) ? differingValues(old[key], now[key], depth - 1) : [];
    return inner.length > 0 ? inner.map((path) => `${key}.${path}`) : [key];
  });
}

const isMap = (value: unknown): value is Fields => Object.keys(fields(value)).length > 0;
