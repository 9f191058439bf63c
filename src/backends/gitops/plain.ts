import { dump } from 'js-yaml';
import type { Graph, ReleaseNode } from '../../graph/graph';
import type { Manifest } from '../../kubernetes/manifest';
import { isRegistry } from '../../model/charts';
import type { Artifact, Lowered } from '../artifact';
import { componentLabels } from '../manifests/labels';
import { artifacts, type Homes } from './files';

const HELM_CONTROLLER = 'helmcharts.helm.cattle.io';

/** The tree for `kubectl apply`. Charts are installed by the controller that k3s brings, where there is one; otherwise by a person. */
export function plain(graph: Graph, objects: readonly Lowered[], homes: Homes): Artifact[] {
  const hasController = graph.clusters.some(({ brings = [] }) => brings.some(({ name }) => name === HELM_CONTROLLER));
  const charts = hasController ? graph.releases.map(helmChart) : [];
  return artifacts(graph, [...objects, ...charts], homes);
}

function helmChart({ component, name, namespace, chart, version, repository, values }: ReleaseNode): Lowered {
  const manifest: Manifest = {
    apiVersion: 'helm.cattle.io/v1',
    kind: 'HelmChart',
    metadata: { name, namespace: 'kube-system', labels: componentLabels(component) },
    spec: {
      ...(isRegistry(repository) ? { chart: `${repository}/${chart}` } : { repo: repository, chart }),
      version,
      targetNamespace: namespace,
      valuesContent: dump(values, { lineWidth: -1, sortKeys: true, noRefs: true }),
    },
  };
  return { component, layer: 'delivery', manifest };
}
