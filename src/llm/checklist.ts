import { typed } from '../base/typed';
import type { ConnectionNode, Graph } from '../graph/graph';
import type { Step } from '../model/component';
import { askers } from './consumers';

/** What is to be looked at, and the commands that show it. */
export interface Look {
  readonly what: string;
  readonly commands: readonly string[];
}

/** What shows that a switch has arrived, in this order: delivery, pods, answers, environment, logs, what is in the pods. */
export function checklist(graph: Graph): Look[] {
  const { delivery } = graph;
  const all = askers(graph);
  const running = [...new Map(all.flatMap((asker) => controllers(graph, asker))).values()];
  const steps = (when: Step['when']) => stepsOf(graph, when).map(({ what, how }) => ({ what, commands: lines(how) }));
  return [
    ...(delivery.engine === 'argocd'
      ? [{ what: 'all in sync?', commands: [`kubectl get applications -n ${typed(delivery.namespace)}`] }]
      : []),
    {
      what: 'pods alive?',
      commands: [...new Set(running.map(({ namespace }) => namespace))].map((name) => `kubectl get pods -n ${name}`),
    },
    ...steps('asked'),
    {
      what: 'the right variables?',
      commands: running.map(
        ({ kind, namespace, name }) =>
          `kubectl get ${kind} -n ${namespace} ${name} -o jsonpath='{range .spec.template.spec.containers[0].env[*]}{.name}={.value}{"\\n"}{end}'`,
      ),
    },
    {
      what: 'logs without errors?',
      commands: running.map(({ kind, namespace, name }) => `kubectl logs -n ${namespace} ${kind}/${name} --tail=20`),
    },
    ...steps('inside'),
  ].filter(({ commands }) => commands.length > 0);
}

/** What those who ask, and what stands between, have people do. */
export function stepsOf(graph: Graph, when: Step['when']) {
  const concerned = new Set(
    askers(graph).flatMap(({ component, toComponent }) => [component, ...(toComponent ? [toComponent] : [])]),
  );
  return graph.steps.filter((step) => step.when === when && concerned.has(step.component));
}

/** A request from a pod of its own, as the manual advises: `exec` breaks off where the way to the API server is bad. */
export function models(graph: Graph): string[] {
  const open = askers(graph).filter(({ asking, address }) => !asking?.key && address.startsWith('http:'));
  return [...new Set(open.map(({ address }) => address))].map(
    (address) =>
      `kubectl run test-llm --rm -it --restart=Never --image=curlimages/curl -- curl -s --max-time 10 ${typed(`${address}/models`)}`,
  );
}

interface Controller {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What makes the pods that ask. */
function controllers({ workloads, releases }: Graph, { component, pods }: ConnectionNode): [string, Controller][] {
  const labels = Object.entries(pods?.labels ?? {});
  if (!pods || labels.length === 0) return [];
  const { namespace } = pods;
  const matches = (all: Readonly<Record<string, string>> = {}) => labels.every(([key, value]) => all[key] === value);
  const ours = workloads.filter((one) => one.component === component && matches(one.selector));
  const theirs = releases
    .filter((one) => one.component === component)
    .flatMap(({ brings }) => brings)
    .filter(({ kind, labels: all }) => /^(Deployment|StatefulSet|DaemonSet)$/.test(kind) && matches(all));
  return [...ours, ...theirs].map(({ kind, name }) => [
    `${namespace}/${name}`,
    { kind: kind.toLowerCase(), namespace, name },
  ]);
}

const lines = (text: string): string[] => text.split('\n');
