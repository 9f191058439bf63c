import type { IHelmRelease } from '@kubernetes-models/flux-cd/helm.toolkit.fluxcd.io/v2/HelmRelease';
import type { IHelmRepository } from '@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1/HelmRepository';
import type { IOCIRepository } from '@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1/OCIRepository';
import type { Graph, PatchNode, ReleaseNode } from '../../../graph/graph';
import type { Layout } from '../../../graph/layout';
import type { Manifest } from '../../../kubernetes/manifest';
import { isRegistry } from '../../../model/charts';
import type { GitOpsDelivery } from '../../../model/delivery';
import type { Lowered } from '../../artifact';
import { componentLabels } from '../../manifests/labels';
import { document } from '../../yaml';
import { annotated } from '../objects';
import { apiVersions, KEPT } from './kinds';

const INTERVAL = '5m';
const CHART = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** What Flux is told of every release, and of the repositories that their charts come from. */
export function releases(graph: Graph, { namespace }: GitOpsDelivery, layout: Layout): Lowered[] {
  const found = new Map<string, Lowered>();
  for (const release of graph.releases) {
    for (const manifest of [repository(release, namespace), helmRelease(release, namespace, graph, layout)]) {
      const { kind, metadata } = manifest;
      const { component } = release;
      found.set([component, kind, metadata.namespace, metadata.name].join(' '), {
        component,
        layer: 'delivery',
        manifest,
      });
    }
  }
  return [...found.values()];
}

function repository({ component, source, repository: url, chart, version }: ReleaseNode, namespace: string): Manifest {
  const metadata = { name: source, namespace, labels: componentLabels(component) };
  if (!isRegistry(url)) {
    const spec: IHelmRepository['spec'] = { interval: INTERVAL, url };
    return { apiVersion: apiVersions.source, kind: 'HelmRepository', metadata, spec };
  }
  const spec: IOCIRepository['spec'] = {
    interval: INTERVAL,
    url: `${url}/${chart}`,
    ref: { tag: version },
    layerSelector: { mediaType: CHART, operation: 'copy' },
  };
  return { apiVersion: apiVersions.source, kind: 'OCIRepository', metadata, spec };
}

/** Installing is tried for ever, after an upgrade that failed three times the former version is put back. */
function helmRelease(release: ReleaseNode, namespace: string, graph: Graph, layout: Layout): Manifest {
  const { component, name, chart, version, repository: url, source, values, secretValues, keep } = release;
  const first = before(release, graph, layout);
  const patches = graph.patches.filter((patch) => patch.component === component && patch.release === name);
  const spec: IHelmRelease['spec'] = {
    interval: INTERVAL,
    ...(isRegistry(url)
      ? { chartRef: { kind: 'OCIRepository', name: source, namespace } }
      : { chart: { spec: { chart, version, sourceRef: { kind: 'HelmRepository', name: source, namespace } } } }),
    ...(first.length > 0 && { dependsOn: first }),
    install: { crds: 'CreateReplace', remediation: { retries: -1 } },
    upgrade: { crds: 'CreateReplace', remediation: { retries: 3 } },
    driftDetection: { mode: 'enabled' },
    ...(Object.keys(values).length > 0 && { values }),
    ...(secretValues.length > 0 && {
      valuesFrom: secretValues.map(({ path, secret, key }) => ({
        kind: 'Secret',
        name: secret,
        valuesKey: key,
        targetPath: path,
      })),
    }),
    ...(patches.length > 0 && { postRenderers: [{ kustomize: { patches: patches.map(postRendered) } }] }),
  };
  const labels = { ...componentLabels(component), ...release.labels };
  const metadata = { name, namespace: release.namespace, labels };
  const manifest = { apiVersion: apiVersions.helm, kind: 'HelmRelease', metadata, spec };
  return keep ? annotated(manifest, KEPT) : manifest;
}

/** Releases of the same unit that come first. Those of other units have: their Kustomizations were waited for. */
function before({ component }: ReleaseNode, { orders, releases: all }: Graph, layout: Layout) {
  const earlier = new Set(orders.filter(({ from }) => from === component).map(({ to }) => to));
  return all
    .filter((other) => earlier.has(other.component) && layout.home(other.component) === layout.home(component))
    .map(({ name, namespace }) => ({ name, namespace }));
}

function postRendered({ target: { apiVersion, kind, name }, merge }: PatchNode) {
  const [version = '', group] = apiVersion.split('/').reverse();
  const { metadata } = merge as { metadata?: object };
  return {
    target: { ...(group && { group }), version, kind, name },
    patch: document({ ...merge, apiVersion, kind, metadata: { ...metadata, name } }),
  };
}
