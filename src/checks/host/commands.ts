import { compare } from '../../base/sort';
import { type Finding, finding } from '../../diagnostics/finding';
import type { Where } from '../../diagnostics/where';
import type { Graph } from '../../graph/graph';
import type { Check } from '../check';

interface Step {
  readonly id: string;
  readonly after: readonly string[];
  readonly at: Where;
}

/** Commands of hosts: two of one name, what comes after something that is not there, what comes after itself. */
export const hosts: Check = ({ graph }) => {
  const all = steps(graph);
  const byId = new Map(all.map((step) => [step.id, step]));
  const paths = (...ids: string[]): string[] => ids.map((id) => `${graph.environment}/${id}`);
  return [
    ...duplicates(all).map(({ id, at, first }) =>
      finding('host/duplicate-command', { command: id, first: first() }, { paths: paths(id), at }),
    ),
    ...all.flatMap(({ id, after, at }) =>
      after
        .filter((prerequisite) => !byId.has(prerequisite))
        .map((prerequisite) =>
          finding('host/unknown-prerequisite', { command: id, prerequisite }, { paths: paths(id), at }),
        ),
    ),
    ...cycles(byId).map((loop): Finding => {
      const waiting = loop.map(({ id, at }, i) => ({ from: id, to: loop[(i + 1) % loop.length]?.id ?? '', at: at() }));
      return finding('host/cycle', { waiting }, { paths: paths(...loop.map(({ id }) => id)), at: loop[0]?.at });
    }),
  ];
};

/** A workload that is placed on a host is its unit there. */
function steps({ hosts: all, workloads }: Graph): Step[] {
  return [
    ...all.flatMap(({ name, commands }) =>
      commands.map(({ name: command, after, at }) => ({ id: `${name}/${command}`, after, at })),
    ),
    ...workloads.flatMap(({ name, on, at }) =>
      'host' in on ? [{ id: `${on.host}/unit-${name}.service`, after: [], at }] : [],
    ),
  ];
}

function duplicates(all: readonly Step[]): (Step & { readonly first: Where })[] {
  const seen = new Map<string, Where>();
  return all.flatMap((step) => {
    const first = seen.get(step.id);
    seen.set(step.id, first ?? step.at);
    return first ? [{ ...step, first }] : [];
  });
}

/** Each once, beginning with the name that sorts first. */
function cycles(byId: ReadonlyMap<string, Step>): Step[][] {
  const settled = new Set<string>();
  const found: Step[][] = [];
  for (const begin of byId.keys()) walk(begin, []);
  return found;

  function walk(id: string, route: readonly string[]): void {
    const step = byId.get(id);
    if (!step || settled.has(id)) return;
    if (route.includes(id)) {
      const loop = route.slice(route.indexOf(id));
      const first = loop.indexOf([...loop].sort(compare)[0] ?? '');
      found.push([...loop.slice(first), ...loop.slice(0, first)].flatMap((one) => byId.get(one) ?? []));
      return;
    }
    for (const next of step.after) walk(next, [...route, id]);
    settled.add(id);
  }
}
