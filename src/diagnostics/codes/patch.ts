import { error, list, warning } from '../entry';

/** Patches of objects that others own. */
export const patch = {
  'patch/unknown-target': error<{ release: string; target: string; brings: readonly string[] }>({
    message: ({ release, target }) =>
      `release '${release}' has a patch for ${target}, which the release does not declare`,
    fix: ({ brings }) =>
      brings.length > 0
        ? `patch ${list(brings, 'or')}, or add the object to \`brings\` of the release`
        : 'add the object to `brings` of the release',
    explain:
      'A patch for an object that does not exist fails at every sync. Steading knows only the objects that the release declares in `brings`, with the names, kinds and versions of the chart.',
  }),
  'patch/unknown-object': error<{ component: string; object: string; others: readonly string[] }>({
    message: ({ component, object }) => `component '${component}' patches ${object}, which it does not make`,
    fix: ({ others }) =>
      others.length > 0
        ? `patch ${list(others, 'or')}`
        : 'see in the tree which objects the component makes, and patch one of them',
    explain:
      'A patch changes an object that its component makes. One that matches no object changes nothing, and what it was written for does not happen.',
  }),
  'patch/no-carrier': warning<{ release: string; target: string; why: string }>({
    message: ({ release, target, why }) =>
      `release '${release}' has a patch for ${target} (${why}), which \`pulumi up\` applies but \`kubectl apply\` does not`,
    fix: () =>
      'deploy with `pulumi up` and acknowledge this, deliver with argocd or flux, or choose a chart version whose values support the change',
    explain:
      'Helm and the Helm controller of k3s install a chart without patches. Argo CD runs a Job after each sync that patches, Flux patches before it applies, and `pulumi up` applies the patch after the chart; `kubectl apply` does none of these.',
  }),
  'patch/no-api-server': error<{ release: string; target: string; namespace: string }>({
    message: ({ release, target, namespace }) =>
      `the Job that patches ${target} of release '${release}' connects to the API server, but namespace '${namespace}' denies all traffic`,
    fix: ({ namespace }) => `remove \`traffic: 'denied'\` from '${namespace}'`,
    explain:
      'With Argo CD a Job in the namespace of the release applies the patch. Packets to the API server go to the address of a node, which no connection in a stack names. The default-deny policy drops them: the Job fails, and with it every sync.',
  }),
};
