import { error, list, warning } from '../entry';

/** Patches of objects that others own. */
export const patch = {
  'patch/unknown-target': error<{ release: string; target: string; brings: readonly string[] }>({
    message: ({ release, target }) => `release '${release}' is patched at ${target}, which it does not bring`,
    fix: ({ brings }) =>
      brings.length > 0
        ? `patch ${list(brings, 'or')}, or add the object to what the release brings`
        : 'add the object to what the release brings',
    explain:
      'A patch of an object that is not there fails at every sync. What a chart makes is not known here, only what its release is said to bring: name, kind and version as the chart has them.',
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
      `release '${release}' is patched at ${target} (${why}), and \`kubectl apply\` does not apply that: \`pulumi up\` alone does`,
    fix: () =>
      'deploy with `pulumi up` and acknowledge this, deliver by argocd or flux, or take a version of the chart whose values can say it',
    explain:
      'A chart that is installed by hand, or by the controller of k3s, comes as it is. Argo CD runs a Job after each sync that patches, Flux patches before it applies, and `pulumi up` applies the patch after the chart. With `kubectl apply` there is no such moment.',
  }),
  'patch/no-api-server': error<{ release: string; target: string; namespace: string }>({
    message: ({ release, target, namespace }) =>
      `the Job that patches ${target} of release '${release}' asks the API server, which namespace '${namespace}' lets nobody reach: it denies traffic`,
    fix: ({ namespace }) => `leave \`traffic: 'denied'\` away from '${namespace}'`,
    explain:
      'With Argo CD a patch is the work of a Job in the namespace of its release. Packets to the API server go to the address of a node, which no connection of a stack names, so default deny drops them: the Job fails, and with it every sync.',
  }),
};
