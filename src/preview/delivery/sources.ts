import { groupBy } from '../../base/sort';
import { fields, items } from '../../kubernetes/manifest';
import type { Placed, Side } from '../side';
import type { Folders } from './folders';

/** A folder that somebody takes from a source: the repository of this tree, or another one. */
export interface Claim {
  readonly placed: Placed;
  readonly path: string;
  /** Tells sources apart: an address, or the kind, namespace and name of an object. */
  readonly source: string;
  /** The kind of that object. @default - an address */
  readonly kind?: string;
}

/** What Applications and Kustomizations take, and where from. */
export function claimsOf(placed: Placed): Claim[] {
  const { apiVersion, kind, metadata, spec } = placed.manifest;
  if (kind === 'Application' && apiVersion.startsWith('argoproj.io/'))
    return [fields(spec).source, ...items(fields(spec).sources)].flatMap((one) => {
      const { path, repoURL } = fields(one);
      return typeof path === 'string' ? [{ placed, path, source: address(repoURL) }] : [];
    });
  if (kind !== 'Kustomization' || !apiVersion.startsWith('kustomize.toolkit.fluxcd.io/')) return [];
  const { path = '.', sourceRef } = fields(spec);
  const { kind: of = 'GitRepository', name, namespace = metadata.namespace } = fields(sourceRef);
  return [{ placed, path: String(path), source: [of, namespace ?? '', name ?? ''].join('/'), kind: String(of) }];
}

/** `https://x/y.git` and `https://x/y` are one repository. */
function address(url: unknown): string {
  return String(url ?? '').replace(/(\.git)?\/?$/, '');
}

/** What `flux bootstrap` and the Flux Operator call the source of the repository itself. */
const BOOTSTRAPPED = /\/flux-system$/;
const KNOWN = new Set(['GitRepository', 'OCIRepository', 'Bucket']);

/**
 * The sources that are this tree: that of which most paths are folders here, and others with its address. A path that is the root says
 * nothing, as every repository has one: it counts only where no other source is named, and the tree does not define that source itself.
 */
export function ownSources(claims: readonly Claim[], side: Side, folders: Folders): ReadonlySet<string> {
  const urls = new Map(
    side.objects.flatMap(({ manifest: { kind, metadata, spec } }) =>
      KNOWN.has(kind) ? [[[kind, metadata.namespace ?? '', metadata.name].join('/'), address(fields(spec).url)]] : [],
    ),
  );
  const all = groupBy(claims, ({ source }) => source);
  const scores = [...all].map(([source, ones]) => {
    const paths = new Set(ones.map(({ path }) => folders.folderAt(path)));
    const isBootstrapped = BOOTSTRAPPED.test(source);
    const only = all.size === 1 && !urls.has(source) && ones.some(({ kind }) => kind === undefined || KNOWN.has(kind));
    const score = [...paths].filter((path) => path !== undefined && path !== '').length;
    return { source, score: score + (isBootstrapped || (only && paths.has('')) ? 0.5 : 0) };
  });
  const most = Math.max(0, ...scores.map(({ score }) => score));
  const own = scores.filter(({ score }) => score > 0 && score === most).map(({ source }) => source);
  const ownUrls = new Set(own.flatMap((source) => urls.get(source) ?? []));
  const alike = [...all.keys()].filter((source) => ownUrls.has(urls.get(source) ?? '-'));
  const unsaid = [...all.keys()].filter((source) => source === '' || source.endsWith('/'));
  return new Set([...own, ...alike, ...unsaid]);
}

/** A source of which the tree does not say what is in it, such as an ExternalArtifact. */
export function isUnknown({ kind }: Claim): boolean {
  return kind !== undefined && kind !== 'GitRepository';
}
