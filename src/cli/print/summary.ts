import { loweredOf } from '../../backends/artifact';
import { groupBy, sortBy } from '../../graph/sort';
import type { Synthesis } from '../../synthesize';
import type { Changes } from '../write';
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
  const title = `${graph.environment}: ${graph.components.length} components, ${lowered.length} objects, ${graph.releases.length} releases`;
  const delivered = groupBy(
    lowered.filter(({ layer }) => layer === 'workload'),
    ({ component }) => component,
  );
  const released = groupBy(graph.releases, ({ component }) => component);
  const reached = groupBy(graph.endpoints, ({ component }) => component);
  const components = table(
    ['wave', 'component', 'objects', 'release', 'endpoint', 'address'],
    sortBy(graph.components, ({ wave, name }) => String(wave).padStart(3, '0') + name).flatMap(({ name, wave }) => {
      const objects = delivered.get(name)?.length ?? 0;
      const releases = (released.get(name) ?? []).map(({ chart, version }) => `${chart} ${version}`);
      const endpoints = reached.get(name) ?? [];
      const [first, ...rest] = endpoints.map((endpoint) => [endpoint.name, endpoint.address]);
      return [
        [String(wave), name, String(objects), releases.join(', '), ...(first ?? ['', ''])],
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

/** What no machine can do by itself: what only a person has, or must start. */
function byHand({ graph: { secrets, clusters, environment }, findings }: Synthesis): string[] {
  const unsealed = findings.filter(({ code }) => code === 'secret/not-sealed').length;
  const manual = secrets.filter(({ store }) => store === 'manual');
  return [
    ...(unsealed > 0 && !clusters.some((cluster) => cluster.secrets?.certificate)
      ? [
          `certificate  put what \`kubeseal --fetch-cert\` prints into steading:sealing.certificate of Pulumi.${environment}.yaml`,
        ]
      : []),
    ...(unsealed > 0 ? [`${unsealed} secrets    steading secrets seal ${environment}`] : []),
    ...manual.map(({ namespace, name }) => `secret       fill ${namespace}/${name}`),
  ];
}

function footer(syntheses: readonly Synthesis[], changes: Changes, out: string): string {
  const findings = syntheses.flatMap((synthesis) => synthesis.findings);
  const [first] = syntheses;
  const next =
    first?.graph.delivery.engine === 'argocd'
      ? `commit ${out}/${first.graph.environment} to ${first.graph.delivery.repository}, then kubectl apply -f ${out}/${first.graph.environment}/applications/root.yaml`
      : `kubectl apply --server-side --recursive -f ${out}/${first?.graph.environment ?? ''}`;
  return [`${out}: ${counts(changes)} (${tally(findings)})`, `next: ${next}`].join('\n');
}

function counts({ added, changed, removed, unchanged }: Changes): string {
  return `${added.length} added, ${changed.length} changed, ${removed.length} removed, ${unchanged} unchanged`;
}
