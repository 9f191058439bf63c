import { availableParallelism } from 'node:os';
import { type Finding, finding, type Subject } from '../../diagnostics/finding';
import type { EndpointNode, Graph, Manifest, ReleaseNode } from '../../graph/graph';
import { compare } from '../../graph/sort';
import type { BroughtObject } from '../../model/release';
import type { Capabilities, Helm } from './helm';
import { changed, isSame, leaves, noise, type Path, pathText, scalarsOf } from './values';

/**
 * What the charts of an environment say themselves: whether they render with its values, make what they are declared to bring, open the ports of its
 * endpoints, and read every value that is set. Each value is changed in turn: one that changes nothing of what is rendered is read by no template.
 */
export async function chartFindings(graph: Graph, helm: Helm): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const release of graph.releases) found.push(...(await releaseFindings(graph, release, helm)));
  return found;
}

async function releaseFindings(graph: Graph, release: ReleaseNode, helm: Helm): Promise<Finding[]> {
  const { name, chart, version, values, path, at } = release;
  const subject: Subject = { paths: [path], at };
  const label = `${chart} ${version}`;
  const kubernetes: Capabilities = {
    ...(graph.clusters[0] && { kubernetes: graph.clusters[0].kubernetes }),
    apiVersions: [],
  };
  const [first, second] = [
    await helm.render(release, kubernetes, values),
    await helm.render(release, kubernetes, values),
  ];
  if ('reason' in first) return [finding('chart/not-rendered', { name, chart: label, reason: first.reason }, subject)];
  const scalars = scalarsOf(first.objects);
  const random = 'objects' in second ? noise(scalars, scalarsOf(second.objects)) : new Set<string>();
  const isRead = async (one: Path): Promise<boolean> => {
    const other = await helm.render(release, kubernetes, changed(values, one));
    return 'reason' in other || !isSame(scalars, scalarsOf(other.objects), random);
  };
  const unread = await unreadOf(
    leaves(values).filter((one) => one.length > 0),
    isRead,
  );
  return [
    ...release.brings.flatMap((brought) => objectFindings(brought, release, label, first.objects, subject)),
    ...release.defines
      .filter((kind) => !isDefined(kind, first.objects))
      .map((kind) => finding('chart/no-object', { name, chart: label, object: `a definition of ${kind}` }, subject)),
    ...endpointsOf(graph, release)
      .filter((endpoint) => !isOpen(endpoint, release, first.objects))
      .map(({ host, port }) => finding('chart/no-port', { name, chart: label, host, port }, subject)),
    ...unread.map((one) => finding('chart/unread-value', { name, chart: label, value: pathText(one) }, subject)),
  ];
}

/** A few at a time: each is a process. */
async function unreadOf(paths: readonly Path[], isRead: (path: Path) => Promise<boolean>): Promise<Path[]> {
  const open = [...paths];
  const unread: Path[] = [];
  const work = async (): Promise<void> => {
    for (let path = open.pop(); path; path = open.pop()) if (!(await isRead(path))) unread.push(path);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return unread.sort((a, b) => compare(pathText(a), pathText(b)));
}

function objectFindings(
  { apiVersion, kind, name: object, namespace, labels = {}, later = false }: BroughtObject,
  { name, namespace: home }: ReleaseNode,
  chart: string,
  objects: readonly Manifest[],
  subject: Subject,
): Finding[] {
  if (later) return [];
  const place = namespace === undefined ? home : namespace;
  const made = objects.find(
    (one) =>
      one.apiVersion === apiVersion &&
      one.kind === kind &&
      one.metadata.name === object &&
      (place === null || (one.metadata.namespace ?? home) === place),
  );
  const shown = place === null ? `${kind} ${object}` : `${kind} ${place}/${object}`;
  if (!made) return [finding('chart/no-object', { name, chart, object: shown }, subject)];
  const has = { ...made.metadata.labels, ...podLabels(made) };
  const other = Object.entries(labels).filter(([key, value]) => has[key] !== value);
  return other.map(([key, value]) =>
    finding('chart/other-label', { name, chart, object: shown, label: `${key}: ${value}`, has: has[key] }, subject),
  );
}

/** Labels of the pods that an object makes, or that a Service selects. */
function podLabels({ kind, spec }: Manifest): Readonly<Record<string, string>> {
  const { template, selector } = (spec ?? {}) as {
    template?: { metadata?: { labels?: Record<string, string> } };
    selector?: Record<string, string>;
  };
  return (kind === 'Service' ? selector : template?.metadata?.labels) ?? {};
}

function isDefined(kind: string, objects: readonly Manifest[]): boolean {
  return objects.some(({ kind: made, spec }) => {
    const { group, names } = (spec ?? {}) as { group?: string; names?: { kind?: string } };
    return made === 'CustomResourceDefinition' && `${group}/${names?.kind}` === kind;
  });
}

/** Endpoints inside the cluster whose Service lies in the release's namespace, and which no other release or workload of the component opens. */
function endpointsOf({ endpoints, workloads }: Graph, { component, namespace }: ReleaseNode): EndpointNode[] {
  const ours = new Set(workloads.filter((one) => one.component === component).map(({ name }) => name));
  return endpoints.filter(
    (one) =>
      one.component === component &&
      one.exposure === 'cluster' &&
      one.host.endsWith(`.${namespace}.svc.cluster.local`) &&
      !ours.has(one.host.split('.')[0] ?? ''),
  );
}

function isOpen({ host, port }: EndpointNode, { namespace: home }: ReleaseNode, objects: readonly Manifest[]): boolean {
  const [service, namespace] = host.split('.');
  return objects.some(({ kind, metadata, spec }) => {
    const { ports = [] } = (spec ?? {}) as { ports?: readonly { port: number }[] };
    const isIt = kind === 'Service' && metadata.name === service && (metadata.namespace ?? home) === namespace;
    return isIt && ports.some((one) => one.port === port);
  });
}
