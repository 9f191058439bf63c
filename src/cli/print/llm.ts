import { typed } from '../../base/typed';
import type { Graph } from '../../graph/graph';
import { newKeys, type TreeChanges, treeChanges } from '../../llm/changes';
import { checklist, models, stepsOf } from '../../llm/checklist';
import { type Consumer, consumers } from '../../llm/consumers';
import type { Synthesis } from '../../synthesize';
import pc from './colour';
import { table } from './table';

/** A Secret that Argo CD takes away has the value that a person gave it. */
const GONE = /\/secret-[^/]+\.yaml$/;

/** Who asks which language model, at which address, with which key, and what stands between. */
export function consumersText(graph: Graph): string {
  const rows = consumers(graph).flatMap(({ name, model, address, key, ways: [first, ...rest] }) => [
    [name, model ?? 'any', address, key ?? '', first ?? ''],
    ...rest.map((way) => ['', '', '', '', way]),
  ]);
  return rows.length > 0
    ? table(['who asks', 'model', 'address', 'key', 'through'], rows)
    : `${graph.environment}: nobody asks a language model`;
}

/** What a switch changes: who asks whom, what stands in the tree, and what a person does about it. */
export function switchText(was: Synthesis, becomes: Synthesis): string {
  const files = treeChanges(was, becomes);
  return [
    pointsText(was.graph, becomes.graph),
    section('the tree', [
      ...files.added.map((path) => `${pc.green('add')}     ${path}`),
      ...files.changed.map((path) => `${pc.yellow('change')}  ${path}`),
      ...files.removed.map(
        (path) => `${pc.red('remove')}  ${path}${GONE.test(path) ? '   # and with it the key in the cluster' : ''}`,
      ),
    ]),
    section('before', [
      ...stepsOf(becomes.graph, 'before').flatMap(({ what, how }) => [`# ${what}`, ...how.split('\n')]),
      ...models(becomes.graph),
    ]),
    section('then', deliverySteps(becomes.graph, files)),
    section('keys, as soon as their Secrets are there', newKeys(was, becomes).map(fill)),
    ...stepsOf(becomes.graph, 'told').map(({ what, how }) => section(what.replace(/:$/, ''), how.split('\n'))),
    section(
      'look',
      checklist(becomes.graph).flatMap(({ what, commands }, i) => [`# ${i + 1}. ${what}`, ...commands]),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Those whose model, address or key is another one. */
function pointsText(was: Graph, becomes: Graph): string {
  const [before, after] = [was, becomes].map((graph) => consumers(graph).map((one) => ({ ...one, text: said(one) })));
  const names = [...new Set([...(before ?? []), ...(after ?? [])].map(({ name }) => name))].sort();
  const rows = names.flatMap((name) => {
    const [old, now] = [before, after].map((all) => all?.filter((one) => one.name === name).map(({ text }) => text));
    if (old?.join() === now?.join()) return [];
    const height = Math.max(old?.length ?? 0, now?.length ?? 0);
    return Array.from({ length: height }, (_, i) => [i === 0 ? name : '', old?.[i] ?? '', now?.[i] ?? '']);
  });
  return rows.length > 0 ? table(['who asks', 'was', 'becomes'], rows) : 'nobody asks another model than before';
}

const said = ({ model = 'any', address, key }: Consumer) => `${model} at ${address}${key ? `, with ${key}` : ''}`;

function section(title: string, lines: readonly string[]): string {
  return lines.length > 0 ? `${pc.bold(`${title}:`)}\n${lines.map((line) => `  ${line}`).join('\n')}` : '';
}

/** Without an app of apps a person applies each Application that is another one now, and takes away what is gone. */
function deliverySteps({ environment, delivery }: Graph, { added, changed, removed }: TreeChanges): string[] {
  const tree = `dist/${environment}`;
  if (delivery.engine !== 'argocd') return [`steading synth ${environment}`, `kubectl apply what changed of ${tree}`];
  const applications = (paths: readonly string[]) => paths.filter((path) => path.startsWith('applications/'));
  const byHand = delivery.appOfApps === false;
  return [
    `steading synth ${environment}`,
    `commit ${tree} to ${typed(delivery.repository)}`,
    ...(byHand
      ? applications([...added, ...changed]).map((path) => `kubectl apply -f ${typed(`${tree}/${path}`)}`)
      : []),
    ...(byHand
      ? applications(removed).map((path) => {
          const name = path.replace(/^applications\/|\.yaml$/g, '');
          return `kubectl delete application ${typed(name)} -n ${typed(delivery.namespace)}   # its namespace stays`;
        })
      : []),
  ];
}

/** The value is read from the terminal and handed on by a pipe: it stands neither in the history nor among the processes. */
function fill({ namespace, name, key }: { namespace: string; name: string; key: string }): string {
  const patch = `{"stringData":{"${key}":"%s"}}`;
  return `read -rs VALUE && printf ${typed(patch)} "$VALUE" | kubectl patch secret ${typed(name)} -n ${typed(namespace)} --patch-file=/dev/stdin`;
}
