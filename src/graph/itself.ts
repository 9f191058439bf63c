import type { Graph, ReleaseNode } from './graph';

/** The release of Argo CD itself. A person installs it once, before there is anybody who delivers; from then on it delivers itself. */
export function itself({ releases, delivery }: Graph): ReleaseNode | undefined {
  if (delivery.engine !== 'argocd') return undefined;
  return releases.find(({ chart, namespace }) => chart === 'argo-cd' && namespace === delivery.namespace);
}

/** Where the values of such a release stand, for Helm and for its own Application. Argo CD takes no file of a folder below for a manifest. */
export function valuesFile({ component, name }: ReleaseNode): string {
  return `platform/${component}/values/${name}.yaml`;
}
