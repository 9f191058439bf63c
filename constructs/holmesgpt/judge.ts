import type { Component } from '../../src';
import { type Pattern, pattern } from './python/pattern';
import type { Runbook } from './runbooks';

/** What comes with HolmesGPT, in both versions: jira.yaml and kube-prometheus-stack.yaml, which document 002 calls general.yaml. */
const BUILT_IN = { source: ['jira'], issueName: ['KubeSchedulerDown', 'KubeControllerManagerDown'], issueId: [] };
/** No runbook is for an issue without a title, or for the one with which document 002 tries that. */
const NOBODYS = ['', 'random unrelated issue'];

type Field = keyof typeof BUILT_IN;

/** Says which patterns Python refuses, and which match what they should not or not what they should. */
export function judgeRunbooks(component: Component, runbooks: readonly Runbook[]): void {
  for (const runbook of runbooks) judge(component, runbook);
}

function judge({ stack, node }: Component, { name, matches, examples }: Runbook): void {
  const paths = [node.path];
  const judged = (Object.entries(matches) as [Field, string][])
    .sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b))
    .map(([field, text]) => ({ field, text, pattern: pattern(text) }));
  const refused = judged.filter(({ pattern }) => 'error' in pattern);
  for (const { text, pattern } of refused)
    if ('error' in pattern) stack.report('runbook/not-python', { name, pattern: text, reason: pattern.error }, paths);
  const [first] = judged;
  if (refused.length > 0 || !first) return;
  const missed = examples.filter((example) => is(first.pattern, example) === false);
  if (missed.length > 0) stack.report('runbook/matches-nothing', { name, pattern: first.text, missed }, paths);
  const isEverybodys = judged.every(({ pattern }) => NOBODYS.some((text) => is(pattern, text)));
  if (isEverybodys) stack.report('runbook/matches-everything', { name, pattern: first.text }, paths);
  for (const { field, text, pattern } of isEverybodys ? [] : judged) {
    const known = BUILT_IN[field].filter((one) => is(pattern, one));
    if (known.length > 0) stack.report('runbook/built-in', { name, pattern: text, known }, paths);
  }
}

const ORDER: readonly Field[] = ['issueName', 'issueId', 'source'];

/** Nothing where only Python could say. */
function is(pattern: Pattern, text: string): boolean | undefined {
  return 'matches' in pattern ? pattern.matches(text) : undefined;
}
