import { error, list, warning } from '../entry';

const quoted = (all: readonly string[]): string => list(all.map((one) => `'${one}'`));

/** Runbooks of HolmesGPT. */
export const runbook = {
  'runbook/pattern-not-judged': error<{ name: string; pattern: string; reason: string }>({
    message: ({ name, pattern, reason }) =>
      `runbook '${name}' has the pattern '${pattern}', which steading cannot judge: ${reason}`,
    fix: () =>
      "list the words that it is about (about: ['vpn', 'tunnel']), or write words, `.`, `.*`, escaped punctuation and `|`",
    explain:
      'HolmesGPT compiles patterns with Python when it loads its runbooks, and it loads them with every investigation: one that Python refuses ends all of them. ' +
      'Steading judges the part of the dialect in which it can say for certain what Python does, and refuses the rest.',
  }),
  'runbook/matches-nothing': error<{ name: string; pattern: string; missed: readonly string[] }>({
    message: ({ name, pattern, missed }) =>
      `runbook '${name}' is meant for ${quoted(missed)}, which its pattern '${pattern}' does not match`,
    fix: () => 'begin every alternative with `.*` where what it looks for may stand later, or change the example',
    explain:
      'Patterns are matched from the start of the title (`re.match`), in the case in which they are written. HolmesGPT loads a runbook that matches nothing, never uses it, and reports nothing.',
  }),
  'runbook/matches-everything': error<{ name: string; pattern: string }>({
    message: ({ name, pattern }) =>
      `runbook '${name}' would be part of every investigation: '${pattern}' matches any issue`,
    fix: () => 'name what it is about; a pattern that may be empty matches everything',
    explain:
      "Judged by an empty title and by 'random unrelated issue'. Patterns need not match to the end: one that matches nothing at all, as `a*` may, matches at the start of any title.",
  }),
  'runbook/built-in': warning<{ name: string; pattern: string; known: readonly string[] }>({
    message: ({ name, pattern, known }) =>
      `runbook '${name}' overlaps with a built-in one: '${pattern}' matches ${quoted(known)} as well`,
    fix: () => 'narrow the pattern, or accept that the model gets both instructions',
    explain:
      'HolmesGPT brings runbooks for issues from Jira and for the alerts KubeSchedulerDown and KubeControllerManagerDown. All that match are handed to the model, which may find them to contradict each other.',
  }),
};
