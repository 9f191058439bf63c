import { type Artifact, loweredOf } from '../../backends/artifact';
import { groupBy, sortBy } from '../../base/sort';
import { typed } from '../../base/typed';
import type { EndpointNode, ReleaseNode } from '../../graph/graph';
import { itself, valuesFile } from '../../graph/itself';
import { type Layout, layoutOf } from '../../graph/layout';
import { isRegistry } from '../../model/charts';
import type { GitOpsDelivery } from '../../model/delivery';
import { bootstrapped } from '../../secrets/bootstrap';
import { certificatesOf } from '../../secrets/contract';
import { hidden } from '../../secrets/detect';
import type { Synthesis } from '../../synthesize';
import type { Changes } from '../../write';
import pc from './colour';
import { findingsDigest, tally } from './findings';
import { table } from './table';

/** What was made: components, addresses, what is left to do by hand, where the files are and what comes next. */
export function summaryText(syntheses: readonly Synthesis[], changes: Changes, out: string): string {
  return `${[...syntheses.map(environmentText), footer(syntheses, changes, out)].join('\n\n')}\n`;
}

/** What writing would change. */
export function changesText({ added, changed, removed, unchanged }: Changes, out: string): string {
  const lines = [
    ...added.map((path) => `${pc.green('add')}     ${path}`),
    ...changed.map((path) => `${pc.yellow('change')}  ${path}`),
    ...removed.map((path) => `${pc.red('remove')}  ${path}`),
  ];
  return `${[...lines, `${out}: ${counts({ added, changed, removed, unchanged })}`].join('\n')}\n`;
}

function environmentText(synthesis: Synthesis): string {
  const { graph, artifacts, findings } = synthesis;
  const lowered = loweredOf(artifacts);
  const counted = [
    [graph.components.length, 'components'],
    [lowered.length, 'objects'],
    [graph.releases.length, 'releases'],
    [graph.hosts.length, 'hosts'],
  ] as const;
  const parts = counted.flatMap(([count, what]) =>
    count > 0 ? [`${count} ${count === 1 ? what.slice(0, -1) : what}`] : [],
  );
  const title = `${graph.environment}: ${parts.join(', ')}`;
  const delivered = groupBy(
    lowered.filter(({ layer }) => layer === 'workload'),
    ({ component }) => component,
  );
  const released = groupBy(graph.releases, ({ component }) => component);
  const ours = graph.endpoints.filter(({ exposure }) => exposure !== 'external');
  const reached = groupBy(ours, ({ component }) => component);
  const shown = (all: readonly EndpointNode[] = []) => {
    const open = all.filter(({ exposure }) => exposure !== 'cluster');
    return open.length > 0 ? open : all.slice(0, 1);
  };
  const components = table(
    ['wave', 'component', 'objects', 'release', 'endpoint', 'address'],
    sortBy(graph.components, ({ wave, name }) => String(wave).padStart(3, '0') + name).flatMap(({ name, wave }) => {
      const objects = delivered.get(name)?.length ?? 0;
      const releases = new Set((released.get(name) ?? []).map(({ chart, version }) => `${chart} ${version}`));
      const [first, ...rest] = shown(reached.get(name)).map((endpoint) => [endpoint.name, endpoint.address]);
      return [
        [String(wave), name, String(objects), [...releases].join(', '), ...(first ?? ['', ''])],
        ...rest.map((more) => ['', '', '', '', ...more]),
      ];
    }),
  );
  const hands = byHand(synthesis);
  return [
    pc.bold(title),
    components,
    ...(hands.length > 0 ? [`by hand:\n${hands.map((line) => `  ${line}`).join('\n')}`] : []),
    ...(findings.length > 0 ? [findingsDigest(findings).trimEnd()] : []),
  ].join('\n\n');
}

const names = (all: readonly string[]): string => (all.length > 3 ? `${all.length} machines` : all.join(', '));

/** What no machine can do by itself: what only a person has, or must start. */
function byHand({ graph: { secrets, clusters, hosts, environment }, findings }: Synthesis): string[] {
  const unsealed = findings.filter(({ code }) => code === 'secret/not-sealed').length;
  const unknown = hosts.filter(({ hostKey }) => hostKey === undefined).map(({ name }) => name);
  const made = bootstrapped(secrets);
  const manual = secrets.filter((secret) => secret.store === 'manual' && !made.includes(secret));
  return [
    ...(unsealed > 0 && clusters.flatMap(certificatesOf).length === 0
      ? [
          `certificate  write the output of \`kubeseal --fetch-cert\` into steading:sealing.certificate of Pulumi.${environment}.yaml`,
        ]
      : []),
    ...(unsealed > 0 ? [`${`${unsealed} secrets`.padEnd(11)}  steading secrets seal ${environment}`] : []),
    ...(unknown.length > 0
      ? [
          `host keys    of ${names(unknown)}: compare what ssh-keyscan prints with what the machine itself says, and put it into Pulumi.${environment}.yaml`,
        ]
      : []),
    ...(made.length > 0 ? [`${`${made.length} secrets`.padEnd(11)}  steading secrets bootstrap ${environment}`] : []),
    ...manual.map(({ namespace, name }) => `secret       fill ${namespace}/${name}`),
  ];
}

function footer(syntheses: readonly Synthesis[], changes: Changes, out: string): string {
  const findings = syntheses.flatMap((synthesis) => synthesis.findings);
  const next = syntheses.flatMap((one) => steps(one, `${out}/${one.graph.environment}`));
  const said = next.map((line, i) => `${i === 0 ? 'next: ' : '      '}${line}`);
  return [`${out}: ${counts(changes)} (${tally(findings)})`, ...said.map(hidden)].join('\n');
}

/** How a tree comes to its cluster. */
function steps({ graph, artifacts }: Synthesis, tree: string): string[] {
  const { environment, hosts, clusters, delivery, releases } = graph;
  const machines = hosts.length > 0 ? [`steading host plan ${environment}`, `steading host apply ${environment}`] : [];
  if (clusters.length === 0) return machines;
  if (delivery.engine === 'plain') return [...machines, ...plainSteps(artifacts, tree, releases.length > 0)];
  const commit = `commit ${typed(tree)} to ${typed(delivery.repository)}`;
  if (delivery.engine === 'flux') return [...machines, ...fluxSteps(layoutOf(graph, delivery), delivery, tree, commit)];
  const own = itself(graph);
  return [
    ...machines,
    commit,
    ...(own
      ? [
          `helm upgrade --install ${typed(own.name)} ${chartReference(own)} --namespace ${typed(own.namespace)} --create-namespace -f ${typed(`${tree}/${valuesFile(own)}`)}`,
        ]
      : []),
    delivery.appOfApps === false
      ? `kubectl apply -f ${typed(`${tree}/applications`)}   # again, when one of them has changed`
      : `kubectl apply -f ${typed(`${tree}/applications/root.yaml`)}`,
  ];
}

/** The words by which Helm finds a chart. */
function chartReference({ archive, chart, repository, version }: ReleaseNode): string {
  if (archive !== undefined) return typed(archive);
  const from = isRegistry(repository) ? typed(`${repository}/${chart}`) : `${typed(chart)} --repo ${typed(repository)}`;
  return `${from} --version ${typed(version)}`;
}

/** `flux bootstrap` keeps the kustomization.yaml that is there, so the tree is committed first. */
function fluxSteps(layout: Layout, delivery: GitOpsDelivery, tree: string, commit: string) {
  const { revision, path, version } = delivery;
  const { entry, isBootstrapped } = layout;
  const ofVersion = version ? ` --version=${typed(version)}` : '';
  if (!isBootstrapped) {
    const isBuilt = layout.unitOf(`${entry}/it`)?.path === entry;
    return [commit, `flux install${ofVersion}`, `kubectl apply ${isBuilt ? '-k' : '-f'} ${typed(`${tree}/${entry}`)}`];
  }
  const at = path === '' ? entry : `${path}/${entry}`;
  const from = `--branch=${typed(revision)} --path=${typed(at)}`;
  return [commit, `flux bootstrap ${hostOf(delivery)} ${from}${ofVersion}`];
}

/** Without a token `flux bootstrap git` would have Flux sign in by SSH at the host of a URL with https, and it refuses http. */
function hostOf({ repository }: GitOpsDelivery): string {
  const [, owner, name] = /^https:\/\/github\.com\/([^/]+)\/([^/]+?)(?:\.git)?$/.exec(repository) ?? [];
  if (owner) return `github --owner=${typed(owner)} --repository=${typed(name ?? '')}`;
  return `git --url=${typed(repository)} --token-auth${repository.startsWith('http://') ? ' --allow-insecure-http' : ''}`;
}

/** Namespaces come first; kinds that charts define are there once the charts are. What has a place of its own is named: beside it may stand what runs on demand. */
function plainSteps(artifacts: readonly Artifact[], tree: string, hasCharts: boolean): string[] {
  const delivered = artifacts.filter(
    ({ content }) => typeof content !== 'string' && content.some(({ layer }) => layer !== 'onDemand'),
  );
  const elsewhere = delivered.map(({ path }) => path).filter((path) => !path.startsWith('platform/'));
  const patterns = new Set(elsewhere.map((path) => path.replace(/(?<=\/)[^/]+(?=\/)/g, '*')));
  const apply = 'kubectl apply --server-side';
  return [
    `${apply} --recursive -f ${typed(`${tree}/platform/namespaces`)}`,
    `${apply} --recursive -f ${typed(`${tree}/platform`)}${hasCharts ? '   # again, when charts have defined their kinds' : ''}`,
    ...[...patterns].map((pattern) => `${apply} -f ${typed(tree)}/${typed(pattern)}`),
  ];
}

function counts({ added, changed, removed, unchanged }: Changes): string {
  return `${added.length} added, ${changed.length} changed, ${removed.length} removed, ${unchanged} unchanged`;
}
