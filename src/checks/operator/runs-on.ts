import { type Finding, finding, type Subject } from '../../diagnostics/finding';
import type { ReleaseNode } from '../../graph/graph';
import { isOlder } from '../../kubernetes/versions';
import type { Check } from '../check';
import { SUPPORTED, type Support } from './supported';

/** Operators on a Kubernetes on which they do not run, or with which nobody has tested them. */
export const runsOn: Check = ({ graph: { clusters, releases } }) => {
  const [cluster] = clusters;
  return cluster ? releases.flatMap((release) => found(release, cluster.kubernetes)) : [];
};

function found(release: ReleaseNode, kubernetes: string): Finding[] {
  const support = supportOf(release);
  if (!support) return [];
  const { oldest, tested, fails, source } = support;
  const subject: Subject = { paths: [release.path], at: release.at };
  const params = { name: release.name, chart: `${release.chart} ${release.version}`, kubernetes, source };
  if (oldest && isOlder(kubernetes, oldest)) {
    const [why, fix] = [`it takes ${oldest} and newer`, `upgrade Kubernetes to ${oldest}, or install an older version`];
    return [finding('operator/does-not-run', { ...params, why, fix }, subject)];
  }
  if (fails && !isOlder(kubernetes, fails.from) && !fails.unless?.(release.values)) {
    const why = `from ${fails.from} on ${fails.why}`;
    return [finding('operator/does-not-run', { ...params, why, fix: fails.fix }, subject)];
  }
  if (!tested) return [];
  const [first, last] = tested;
  const isTested = !isOlder(kubernetes, first) && !isOlder(last, kubernetes.split('.').slice(0, 2).join('.'));
  return isTested ? [] : [finding('operator/untested', { ...params, first, last }, subject)];
}

/** What is known of the version of a release's chart. */
export function supportOf({ chart, version }: Pick<ReleaseNode, 'chart' | 'version'>): Support | undefined {
  const rows = Object.hasOwn(SUPPORTED, chart) ? SUPPORTED[chart] : undefined;
  return rows?.findLast(({ since }) => !isOlder(version, since));
}
