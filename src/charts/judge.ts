import { availableParallelism } from 'node:os';
import { type Artifact, manifestsOf } from '../backends/artifact';
import { compare } from '../base/sort';
import { type Finding, finding } from '../diagnostics/finding';
import type { Graph } from '../graph/graph';
import { declaredFindings } from './declared';
import type { Capabilities, Helm } from './helm';
import { madeFindings } from './made';
import { inNamespace, type Rendered } from './rendered';
import { changed, isSame, leaves, noise, type Path, pathText, scalarsOf } from './values';

/**
 * What the charts of an environment say themselves: whether they render with its values, make what they are declared to bring, open the ports of its
 * endpoints, read every value that is set, and make nothing that is wrong or that somebody else makes. Each value is changed in turn: one that changes
 * nothing of what is rendered is read by no template.
 */
export async function chartFindings(graph: Graph, artifacts: readonly Artifact[], helm: Helm): Promise<Finding[]> {
  const capabilities = capabilitiesOf(graph, artifacts);
  const found: Finding[] = [];
  const all: Rendered[] = [];
  for (const release of graph.releases) {
    const chart = `${release.chart} ${release.version}`;
    const subject = { paths: [release.path], at: release.at };
    const made = await helm.render(release, capabilities, release.values);
    if ('reason' in made) {
      found.push(finding('chart/not-rendered', { name: release.name, chart, reason: made.reason }, subject));
      continue;
    }
    const rendered = { release, chart, subject, objects: inNamespace(made.objects, release) };
    all.push(rendered);
    found.push(...declaredFindings(rendered), ...(await unreadFindings(rendered, capabilities, helm)));
  }
  return [...found, ...(await madeFindings(graph, artifacts, all))];
}

/** A chart asks what the cluster serves: Kubernetes' own, and the kinds that the environment has objects of or charts for. */
function capabilitiesOf({ clusters, releases }: Graph, artifacts: readonly Artifact[]): Capabilities {
  const [cluster] = clusters;
  const versions = [
    ...manifestsOf(artifacts).map(({ apiVersion }) => apiVersion),
    ...releases.flatMap(({ brings }) => brings.map(({ apiVersion }) => apiVersion)),
  ].filter((apiVersion) => apiVersion.split('/')[0]?.includes('.'));
  return { ...(cluster && { kubernetes: cluster.kubernetes }), apiVersions: [...new Set(versions)].sort() };
}

async function unreadFindings(
  { release, chart, subject, objects }: Rendered,
  capabilities: Capabilities,
  helm: Helm,
): Promise<Finding[]> {
  const { name, values } = release;
  const scalars = scalarsOf(objects);
  const again = await scalarsWith(values);
  const random = again ? noise(scalars, again) : new Set<string>();
  const unread = await unreadOf(
    leaves(values).filter((one) => one.length > 0),
    async (path) => {
      const other = await scalarsWith(changed(values, path));
      return other === undefined || !isSame(scalars, other, random);
    },
  );
  return unread.map((path) => finding('chart/unread-value', { name, chart, value: pathText(path) }, subject));

  async function scalarsWith(other: unknown) {
    const made = await helm.render(release, capabilities, other);
    return 'reason' in made ? undefined : scalarsOf(inNamespace(made.objects, release));
  }
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
