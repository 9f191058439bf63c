import { entry } from '../entry';

/** The API server refuses the change; who insists deletes the object and makes it anew. */
export const replace = {
  'replace/selector': entry<{ object: string }>({
    level: 'error',
    message: ({ object }) =>
      `the selector of ${object} cannot be changed: it is deleted and made anew, its pods with it`,
    advice: () => 'keep the selector, or give the new one another name and remove the old one later',
    explain:
      'spec.selector of Deployments, StatefulSets, DaemonSets and ReplicaSets is immutable (Kubernetes: apps/v1). kubectl apply, Argo CD and Flux are refused; `Replace=true`, `force: true` and Pulumi delete the object first.',
  }),
};
