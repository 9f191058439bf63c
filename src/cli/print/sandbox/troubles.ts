import { groupBy } from '../../../base/sort';
import type { Plan } from '../../../sandbox/plan';
import type { Populated } from '../../../sandbox/populate';
import { called, type Refused } from '../../../sandbox/refusal';
import pc from '../colour';

const INDENT = ' '.repeat(9);

interface Trouble {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** What it is about: a line each. */
  readonly where: string;
  readonly fix: string;
}

/** What the cluster found wrong, in the form of findings; what it says of many objects comes once. */
export function troubles(plan: Plan, populated: Populated): string[] {
  const { refused, warned, workloads } = populated;
  const all: Trouble[] = [
    ...refused.map((refusal) => ({ severity: 'error' as const, ...said('refuses', refusal, plan) })),
    ...workloads
      .filter(({ isReady }) => !isReady)
      .map(({ kind, namespace, name, wanted, ready, why }) => ({
        severity: 'error' as const,
        message: `not ready: ${why || 'the cluster does not say why'}`,
        where: `${kind} ${namespace}/${name}, ${ready} of ${wanted} pods ready`,
        fix: 'correct what declares it; `kubectl get events -A` may tell more',
      })),
    ...warned.map((warning) => ({ severity: 'warning' as const, ...said('warns', warning, plan) })),
  ];
  return [...groupBy(all, ({ severity, message, fix }) => `${severity}\0${message}\0${fix}`).values()].map(text);
}

/** Whether an `up` found errors. */
export function isTroubled({ refused, workloads }: Populated): boolean {
  return refused.length > 0 || workloads.some(({ isReady }) => !isReady);
}

function said(verb: string, { object, component, path, message }: Refused, { environment }: Plan) {
  const file = path === undefined ? '' : `, ${environment}/${path}`;
  return {
    message: `the API server ${verb}: ${message.trimEnd()}`,
    where: `${called(object)}${file}`,
    fix: fixOf(message, component),
  };
}

function text(group: readonly Trouble[]): string {
  const [{ severity, message, fix } = { severity: 'error', message: '', fix: '' }] = group;
  const mark = severity === 'error' ? pc.red('error  ') : pc.yellow('warning');
  const [first = '', ...rest] = message.split('\n');
  const times = group.length > 1 ? `${group.length} times: ` : '';
  const lines = [...rest, ...group.map(({ where }) => pc.dim(where)), `to fix: ${fix}`];
  return [`${mark}  ${times}${first}`, ...lines.map((line) => INDENT + line)].join('\n');
}

function fixOf(message: string, component: string | undefined): string {
  if (/immutable|updates to .* are forbidden|may not be changed/i.test(message))
    return 'it cannot be changed where it runs: `steading sandbox down`, then bring it up anew';
  return component === undefined ? 'please report it: the sandbox makes this by itself' : 'correct what declares it';
}
