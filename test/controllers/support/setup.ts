import { setUp } from '../../live/support/setup';

export default setUp([
  ...(['control-plane', 'kustomize', 'helm', 'argocd'] as const),
  ...(['source-controller', 'kustomize-controller', 'helm-controller'] as const),
]);
