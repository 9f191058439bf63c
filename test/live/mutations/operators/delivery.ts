import { type Operator, ofKind } from './make';

const SOURCES = /^(GitRepository|HelmRepository|OCIRepository)$/;

/** Changes to the objects of Flux, which their definitions judge. */
export const delivery: readonly Operator[] = [
  ofKind(
    /^(Kustomization|GitRepository|HelmRepository|OCIRepository|HelmRelease)$/,
    'bad duration',
    ['spec', 'interval'],
    ['', '10', '5 minutes', '-1m', '1d', 'm'],
  ),
  ofKind(/^(Kustomization|HelmRelease)$/, 'bad duration', ['spec', 'timeout'], ['', '10', '1d']),
  ofKind(SOURCES, 'bad duration', ['spec', 'timeout'], ['', '10', '1h']),
  ofKind(/^Kustomization$/, 'bad duration', ['spec', 'retryInterval'], ['', '10', '1d']),
  ofKind(
    /^(Kustomization|GitRepository|HelmRepository|OCIRepository|HelmRelease)$/,
    'duration',
    ['spec', 'interval'],
    ['90s', '1h30m', '1.5h', '100ms'],
    'accepted',
  ),
  ofKind(SOURCES, 'bad address of a source', ['spec', 'url'], ['', 'example.org/charts', 'ftp://example.org']),
  ofKind(/^Kustomization$/, 'bad kind of a source', ['spec', 'sourceRef', 'kind'], ['', 'HelmRepository']),
];
