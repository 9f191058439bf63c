import { error, list, warning } from '../entry';

interface Chart {
  readonly name: string;
  /** Chart and version. */
  readonly chart: string;
}

/** Helm charts, rendered and as released. */
export const chart = {
  'chart/not-rendered': error<Chart & { readonly reason: string }>({
    message: ({ name, chart, reason }) => `chart ${chart} of release '${name}' does not render: ${reason}`,
    fix: () => 'correct the values that it names, or choose another version of the chart',
    explain: 'Argo CD, Flux and helm install render the chart with the same values, and end with the same error.',
  }),
  'chart/no-object': error<Chart & { readonly object: string }>({
    message: ({ name, chart, object }) =>
      `release '${name}' is declared to bring ${object}, which chart ${chart} does not make`,
    fix: () =>
      'name it in `brings` as the chart does with these values, or say with `madeBy` what makes it once it runs',
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
  'chart/other-port': error<Chart & { readonly host: string; readonly port: number; readonly has: string }>({
    message: ({ name, chart, host, port, has }) =>
      `release '${name}' is declared to listen on port ${port} of the pods behind ${host}, where chart ${chart} leads to ${has}`,
    fix: () => 'state as `targetPort` the port of the pods that the Service leads to',
    explain:
      'Policies admit packets at the port of the pods, not at that of the Service: with another one they are dropped.',
  }),
  'chart/no-pods': error<Chart & { readonly labels: string }>({
    message: ({ name, chart, labels }) =>
      `release '${name}' is declared to listen on pods with ${labels}, chart ${chart} makes none that have them`,
    fix: () => 'state labels that the pods have, or say with `brings` and `madeBy` what makes them once it runs',
    explain: 'Policies and monitors find the pods of a chart by these labels. With others they select nothing.',
  }),
  'chart/same-object': error<Chart & { readonly object: string; readonly other: string }>({
    message: ({ name, chart, object, other }) =>
      `chart ${chart} of release '${name}' makes ${object}, and so does ${other}`,
    fix: () => 'give one of them another name, or switch one of them off',
    explain:
      'Helm refuses an object that is not its own; Argo CD and Flux let one of them win, and then the other, without an end. What the one that loses was for is missing.',
  }),
  'chart/cluster-admin': warning<Chart & { readonly object: string; readonly who: readonly string[] }>({
    message: ({ name, chart, object, who }) =>
      `chart ${chart} of release '${name}' makes ${object}, which gives ${list(who)} the role cluster-admin`,
    fix: () => 'switch it off in the values, or acknowledge it with the reason',
    explain: 'cluster-admin may do everything, everywhere. Whoever takes over a pod with its token has the cluster.',
  }),
  'chart/looser-namespace': warning<{ readonly namespace: string; readonly level: string; readonly enough: string }>({
    message: ({ namespace, level, enough }) =>
      `namespace '${namespace}' admits pods of level ${level}, and all of its pods pass ${enough}`,
    fix: ({ enough }) => `give it podSecurity: '${enough}'`,
    explain:
      'A namespace admits no more than its pods need: the stricter level keeps out what somebody else would run there. Looked at are the pods of the tree and those that charts make; a namespace in which an operator makes pods is passed over.',
  }),
  'chart/unread-value': warning<Chart & { readonly value: string }>({
    message: ({ name, chart, value }) => `release '${name}' sets ${value}, which no template of chart ${chart} reads`,
    fix: () => 'look it up in the values of that version, or remove it',
    explain:
      'Most charts take a misspelt key in silence. The value was changed, and nothing that the chart renders changed with it. A value that only its notes or tests read, or that another value switches off, is named here as well.',
  }),
};
