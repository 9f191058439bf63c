import { error, list, warning } from '../entry';

export interface Chart {
  readonly name: string;
  /** Chart and version. */
  readonly chart: string;
}

/** Helm charts, rendered and as released. */
export const chart = {
  'chart/not-rendered': error<Chart & { readonly reason: string }>({
    message: ({ name, chart, reason }) => `chart ${chart} of release '${name}' does not render: ${reason}`,
    fix: () => 'correct the values that the error names, or choose another version of the chart',
    explain: 'Argo CD, Flux and helm install render the chart with the same values and fail with the same error.',
  }),
  'chart/no-object': error<Chart & { readonly object: string }>({
    message: ({ name, chart, object }) => `release '${name}' declares ${object}, which chart ${chart} does not create`,
    fix: () =>
      'use the name in `brings` that the chart renders with these values, or set `madeBy` to the controller that creates the object',
    explain:
      'Policies, Services and the manual use the objects that a release declares. A person writes this declaration for one version of the chart and its values.',
  }),
  'chart/other-label': error<
    Chart & { readonly object: string; readonly label: string; readonly has: string | undefined }
  >({
    message: ({ name, chart, object, label, has }) =>
      `release '${name}' declares ${object} with ${label}, but chart ${chart} ${has === undefined ? 'sets no such label' : `sets ${has}`}`,
    fix: () => 'declare the labels that the chart sets on the object or on its pods',
    explain:
      'Policies select the pods of a chart by these labels. With other labels a policy selects no pod: it denies the traffic, or does not restrict it.',
  }),
  'chart/no-port': error<Chart & { readonly host: string; readonly port: number }>({
    message: ({ name, chart, host, port }) =>
      `release '${name}' declares an endpoint at ${host}:${port}, but chart ${chart} opens no port there`,
    fix: () => 'declare the Service and the port that the chart renders with these values',
    explain: 'Every component that uses the endpoint gets this address.',
  }),
  'chart/other-port': error<Chart & { readonly host: string; readonly port: number; readonly has: string }>({
    message: ({ name, chart, host, port, has }) =>
      `release '${name}' declares port ${port} on the pods behind ${host}, but the Service of chart ${chart} targets ${has}`,
    fix: () => 'set `targetPort` to the pod port that the Service targets',
    explain:
      'A NetworkPolicy admits packets at the port of the pod, not at the port of the Service: with a wrong port it drops them.',
  }),
  'chart/no-pods': error<Chart & { readonly labels: string }>({
    message: ({ name, chart, labels }) =>
      `release '${name}' declares an endpoint on pods with ${labels}, but chart ${chart} creates no such pods`,
    fix: () => 'declare labels that the pods have, or declare with `brings` and `madeBy` which controller creates them',
    explain: 'Policies and monitors select the pods of a chart by these labels. With other labels they select nothing.',
  }),
  'chart/same-object': error<Chart & { readonly object: string; readonly other: string }>({
    message: ({ name, chart, object, other }) =>
      `chart ${chart} of release '${name}' creates ${object}, and ${other} creates it too`,
    fix: () => 'rename one of the two objects, or disable one',
    explain:
      'Helm refuses an object that another owner created. Argo CD and Flux overwrite the object in turns, so that one of the two definitions is always missing.',
  }),
  'chart/cluster-admin': warning<Chart & { readonly object: string; readonly who: readonly string[] }>({
    message: ({ name, chart, object, who }) =>
      `chart ${chart} of release '${name}' creates ${object}, which binds cluster-admin to ${list(who)}`,
    fix: () => 'disable it in the values, or acknowledge it with a reason',
    explain:
      'cluster-admin allows every verb on every resource. An attacker who takes over a pod with this token controls the cluster.',
  }),
  'chart/looser-namespace': warning<{ readonly namespace: string; readonly level: string; readonly enough: string }>({
    message: ({ namespace, level, enough }) =>
      `namespace '${namespace}' enforces level ${level}, but all of its pods meet ${enough}`,
    fix: ({ enough }) => `set podSecurity: '${enough}' on the namespace`,
    explain:
      'A namespace should admit only what its pods need: the stricter level refuses pods that an attacker would run there. Steading looks at the pods of the tree and of the charts; it skips namespaces in which an operator creates pods.',
  }),
  'chart/unread-value': warning<Chart & { readonly value: string }>({
    message: ({ name, chart, value }) => `release '${name}' sets ${value}, which no template of chart ${chart} reads`,
    fix: () => 'look up the key in the values of that version, or remove it',
    explain:
      'Most charts accept a misspelt key silently. Steading changed the value and the rendered objects stayed the same. This also reports a value that only the notes or tests of the chart read, or that another value disables.',
  }),
};
