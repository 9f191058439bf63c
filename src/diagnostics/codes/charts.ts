import { error, warning } from '../entry';

interface Chart {
  readonly name: string;
  /** Chart and version. */
  readonly chart: string;
}

/** Where a chart itself says otherwise than a stack: `steading check --charts` asks it. */
export const charts = {
  'chart/not-rendered': error<Chart & { readonly reason: string }>({
    message: ({ name, chart, reason }) => `chart ${chart} of release '${name}' does not render: ${reason}`,
    fix: () => 'correct the values that it names, or choose another version of the chart',
    explain: 'Argo CD, Flux and helm install render the chart with the same values, and end with the same error.',
  }),
  'chart/no-object': error<Chart & { readonly object: string }>({
    message: ({ name, chart, object }) =>
      `release '${name}' is declared to bring ${object}, which chart ${chart} does not make`,
    fix: () =>
      'name it in `brings` as the chart does with these values, or say `later: true` where what it runs makes it',
    explain:
      'What a release is declared to bring is what policies select, Services point to and the manual names. It is written down by hand for one version of the chart and its values.',
  }),
  'chart/other-label': error<
    Chart & { readonly object: string; readonly label: string; readonly has: string | undefined }
  >({
    message: ({ name, chart, object, label, has }) =>
      `release '${name}' is declared to bring ${object} with ${label}, chart ${chart} ${has === undefined ? 'gives it no such label' : `gives it ${has}`}`,
    fix: () => 'state the labels that the chart gives to it or to its pods',
    explain:
      'Policies find the pods of a chart by these labels. Where they are others, a policy selects nothing: traffic is refused, or not restricted.',
  }),
  'chart/no-port': error<Chart & { readonly host: string; readonly port: number }>({
    message: ({ name, chart, host, port }) =>
      `release '${name}' is declared to listen at ${host}:${port}, where chart ${chart} opens no port`,
    fix: () => 'state the Service and the port that the chart makes with these values',
    explain: 'Whoever is wired to the endpoint is given this address.',
  }),
  'chart/unread-value': warning<Chart & { readonly value: string }>({
    message: ({ name, chart, value }) => `release '${name}' sets ${value}, which no template of chart ${chart} reads`,
    fix: () => 'look it up in the values of that version, or remove it',
    explain:
      'Most charts take a misspelt key in silence. The value was changed, and nothing that the chart renders changed with it. A value that only its notes or tests read, or that another value switches off, is named here as well.',
  }),
};
