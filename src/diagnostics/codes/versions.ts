import { error, warning } from '../entry';

interface Served {
  readonly object: string;
  readonly kind: string;
  readonly apiVersion: string;
  readonly by: string;
  readonly instead: string | undefined;
}

interface Operator {
  readonly name: string;
  /** Chart and version. */
  readonly chart: string;
  readonly kubernetes: string;
  readonly source: string;
}

const fix = ({ instead }: Served): string =>
  instead ? `write it as ${instead}, whose fields may differ` : 'nothing takes its place: do without';

/** Versions of an API come and go. */
export const versions = {
  'api/not-served': error<Served & { readonly when: string }>({
    message: ({ object, apiVersion, by, when }) =>
      `${object} is of ${apiVersion}, which ${by} does not serve (${when})`,
    fix: (params) => (params.instead ? fix(params) : 'write it in a version that is served, or do without'),
    explain:
      "The API server, or the operator's CustomResourceDefinition, does not know the version: the object is refused. What is served when is from Kubernetes' Deprecated API Migration Guide and from the operators' release notes: src/checks/versions/served.ts.",
  }),
  'operator/does-not-run': error<Operator & { readonly why: string; readonly fix: string }>({
    message: ({ name, chart, kubernetes, why }) =>
      `chart ${chart} of release '${name}' does not run on Kubernetes ${kubernetes}: ${why}`,
    fix: ({ fix }) => fix,
    explain:
      "What the operator makes is not looked after, or the chart is not even installed. Which chart takes which Kubernetes, and who says so, is in src/checks/versions/supported.ts: the operators' own documents, release notes and issues.",
  }),
  'operator/untested': warning<Operator & { readonly first: string; readonly last: string }>({
    message: ({ name, chart, kubernetes, first, last }) =>
      `chart ${chart} of release '${name}' is tested with Kubernetes ${first} to ${last}, the cluster has ${kubernetes}`,
    fix: ({ source }) => `choose a version of the chart that is tested with it (${source})`,
    explain:
      'It may run all the same, but nobody has tried. Which chart is tested with which Kubernetes, and who says so, is in src/checks/versions/supported.ts.',
  }),
  'api/dropped-soon': warning<Served & { readonly until: string }>({
    message: ({ object, apiVersion, by, until }) =>
      `${object} is of ${apiVersion}, which ${by} still serves and ${until} will not`,
    fix,
    explain:
      'The version is deprecated. After the upgrade that drops it, what is in Git is refused: it has to be rewritten before. What is served when is in src/checks/versions/served.ts.',
  }),
};
