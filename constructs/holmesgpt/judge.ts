import type { Component } from '../../src';
import { pattern } from './pattern';
import { patternsOf, type Runbook } from './runbooks';

/** What comes with HolmesGPT, in both versions: jira.yaml and kube-prometheus-stack.yaml, which document 002 calls general.yaml. */
const BUILT_IN = { issueName: ['KubeSchedulerDown', 'KubeControllerManagerDown'], issueId: [], source: ['jira'] };
/** No runbook is for an issue without a title, or for the one with which document 002 tries that. */
const UNRELATED = ['', 'random unrelated issue'];

type Field = keyof typeof BUILT_IN;
const FIELDS = Object.keys(BUILT_IN) as Field[];

interface Readable {
  readonly field: Field;
  readonly text: string;
  readonly matches: (text: string) => boolean;
}

/** Reports patterns that Steading cannot judge, that match what they should not, and that do not match what they should. */
export function judgeRunbooks(component: Component, runbooks: readonly Runbook[]): void {
  for (const runbook of runbooks) judge(component, runbook);
}

function judge(component: Component, runbook: Runbook): void {
  const patterns = readable(component, runbook);
  const [first] = patterns;
  if (!first) return;
  const { stack, node } = component;
  const { name, examples } = runbook;
  const paths = [node.path];
  const missed = examples.filter((example) => !first.matches(example));
  if (missed.length > 0) stack.report('runbook/matches-nothing', { name, pattern: first.text, missed }, paths);
  if (patterns.every(({ matches }) => UNRELATED.some(matches))) {
    stack.report('runbook/matches-everything', { name, pattern: first.text }, paths);
    return;
  }
  for (const { field, text, matches } of patterns) {
    const known = BUILT_IN[field].filter(matches);
    if (known.length > 0) stack.report('runbook/built-in', { name, pattern: text, known }, paths);
  }
}

/** All patterns of a runbook, the one of the title first; none if one of them cannot be judged. */
function readable({ stack, node }: Component, { name, about }: Runbook): Readable[] {
  const texts = patternsOf(about);
  const judged = FIELDS.flatMap((field) => {
    const text = texts[field];
    return text === undefined ? [] : [{ field, text, pattern: pattern(text) }];
  });
  const found = judged.flatMap(({ field, text, pattern }) => {
    if ('matches' in pattern) return [{ field, text, matches: pattern.matches }];
    stack.report('runbook/pattern-not-judged', { name, pattern: text, reason: pattern.error }, [node.path]);
    return [];
  });
  return found.length < judged.length ? [] : found;
}
