import { error, warning } from '../entry';

export interface Operator {
  readonly name: string;
  /** Chart and version. */
  readonly chart: string;
  readonly kubernetes: string;
  readonly source: string;
}

/** Operators and the versions of Kubernetes that they run on. */
export const operator = {
  'operator/does-not-run': error<Operator & { readonly why: string; readonly fix: string }>({
    message: ({ name, chart, kubernetes, why }) =>
      `chart ${chart} of release '${name}' does not run on Kubernetes ${kubernetes}: ${why}`,
    fix: ({ fix }) => fix,
    explain:
      "What the operator makes is not looked after, or the chart is not even installed. Which chart takes which Kubernetes, and who says so, is in src/checks/operator/supported.ts: the operators' own documents, release notes and issues.",
  }),
  'operator/untested': warning<Operator & { readonly first: string; readonly last: string }>({
    message: ({ name, chart, kubernetes, first, last }) =>
      `chart ${chart} of release '${name}' is tested with Kubernetes ${first} to ${last}, the cluster has ${kubernetes}`,
    fix: ({ source }) => `choose a version of the chart that is tested with it (${source})`,
    explain:
      'It may run all the same, but its maintainers have not tested it. src/checks/operator/supported.ts lists which chart is tested with which Kubernetes, and the source.',
  }),
};
