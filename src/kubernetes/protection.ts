import type { Manifest } from './manifest';

const PRUNE = 'argocd.argoproj.io/sync-options';
const FLUX = 'kustomize.toolkit.fluxcd.io/prune';
const HELM = 'helm.sh/resource-policy';

/** What keeps an object in the cluster that is no longer in Git: `Prune=false`, `prune: disabled`, `keep`. */
export function protectionsOf({ metadata }: Manifest): string[] {
  const annotations = metadata.annotations ?? {};
  const options = String(annotations[PRUNE] ?? '')
    .split(',')
    .map((option) => option.trim());
  return [
    ...options.filter((option) => option === 'Prune=false' || option === 'Delete=false'),
    ...(annotations[FLUX] === 'disabled' ? [`${FLUX}: disabled`] : []),
    ...(annotations[HELM] === 'keep' ? [`${HELM}: keep`] : []),
  ];
}

/** `Delete=false` holds only when a whole Application is deleted. */
export function isKept(manifest: Manifest): boolean {
  return protectionsOf(manifest).some((protection) => protection !== 'Delete=false');
}
