/** As Flux 2.7 and later serve them. */
export const apiVersions = {
  helm: 'helm.toolkit.fluxcd.io/v2',
  kustomize: 'kustomize.toolkit.fluxcd.io/v1',
  source: 'source.toolkit.fluxcd.io/v1',
} as const;

/** On what a person removes, never a delivery. */
export const KEPT = { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };

/** On what a person fills: what is added by hand is left alone. */
export const FILLED = { 'kustomize.toolkit.fluxcd.io/ssa': 'Merge' };

/** On what a person changes in place. */
export const ONCE = { 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' };
