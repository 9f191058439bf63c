import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pattern } from '../../constructs/holmesgpt/python/pattern';
import { type Runbook, runbookFile } from '../../constructs/holmesgpt/runbooks';
import { RUNBOOKS } from '../../stacks/idp.runbooks';
import { judge } from './judges';
import { made, PATTERNS, TEXTS } from './patterns';

/** What the loader says. */
interface Answer {
  readonly loaded?: readonly string[];
  readonly chosen?: readonly (readonly string[])[];
  readonly refused?: string;
}

const PYTHON = `
import json, re, sys
patterns, texts = json.load(sys.stdin)
def judge(pattern):
    try:
        compiled = re.compile(pattern)
    except re.error as e:
        return e.msg
    except Exception as e:
        return str(e)
    return [compiled.match(text) is not None for text in texts]
json.dump([judge(pattern) for pattern in patterns], sys.stdout)
`;

judge('python', { wanted: '3.11', judges: ['the dialect of patterns'] }, () => {
  const theirs = judgedByPython([...PATTERNS, ...made(3000)]);

  it.each(PATTERNS)('takes and matches %j as we say', (source) => {
    expect([source, ours(source)]).toEqual([source, theirs.get(source)]);
  });

  it('takes, refuses and matches thousands that were put together by chance as we say', () => {
    const all = made(3000).map((source) => ({ source, our: ours(source), their: theirs.get(source) }));
    // The order in which two mistakes are found is our own.
    const isSame = (our: Judged, their: Judged | undefined) =>
      typeof our === 'string' ? typeof their === 'string' : JSON.stringify(our) === JSON.stringify(their);
    expect(all.filter(({ our, their }) => !isSame(our, their))).toEqual([]);
    expect(all.filter(({ our }) => typeof our === 'string').length).toBeGreaterThan(500);
    expect(all.filter(({ our }) => Array.isArray(our)).length).toBeGreaterThan(500);
  });
});

judge('holmesgpt', { wanted: '0.6.0', judges: ['custom-runbooks.yaml', 'its matching'] }, ({ folder }) => {
  const load = (text: string, issues: readonly (readonly [name: string, source: string])[] = []): Answer => {
    const input = JSON.stringify({ text, issues });
    const script = readFileSync(join(__dirname, 'runbooks.py'), 'utf8');
    const { stdout, stderr } = spawnSync(join(folder, 'python'), ['-c', script], { input, encoding: 'utf8' });
    if (stdout === '') return { refused: stderr };
    return JSON.parse(stdout) as Answer;
  };
  const steps = ({ instructions }: Runbook) => instructions.map((step, i) => `${i + 1}. ${step}\n`).join('');

  it('has five: two of its own, and the three of document 002', () => {
    const { loaded = [] } = load(runbookFile(RUNBOOKS));
    expect(loaded).toHaveLength(5);
    expect(loaded).toEqual(expect.arrayContaining(RUNBOOKS.map(steps)));
  });

  it('takes each for what it is meant for, and none for anything else', () => {
    const meant = RUNBOOKS.flatMap((runbook) => runbook.examples.map((title) => [title, runbook] as const));
    const issues = [
      ...meant.map(([title]) => [title, 'manual'] as const),
      ['random unrelated issue', 'manual'] as const,
    ];
    const { chosen = [] } = load(runbookFile(RUNBOOKS), issues);
    expect(chosen.at(-1)).toEqual([]);
    for (const [i, [title, runbook]] of meant.entries())
      expect([title, chosen[i]]).toEqual([title, expect.arrayContaining([steps(runbook)])]);
  });

  it('matches identifiers and sources as they are meant', () => {
    const common = { examples: ['x'], instructions: ['Look.'] } as const;
    const text = runbookFile([
      { name: 'all', matches: { issueName: '.*disk', source: 'prometheus' }, ...common },
      { name: 'source', matches: { source: 'pagerduty|opsgenie' }, ...common },
      { name: 'identifier', matches: { issueId: 'nobody' }, ...common },
    ]);
    const of = (title: string, source: string) => load(text, [[title, source]]).chosen?.[0]?.length;
    expect([of('a full disk', 'prometheus'), of('a full disk', 'manual'), of('slow', 'opsgenie')]).toEqual([1, 0, 1]);
  });

  it('has the built-in ones for which ours are said to overlap', () => {
    const issues = [
      ['KubeSchedulerDown', 'prometheus'],
      ['KubeControllerManagerDown', 'prometheus'],
      ['anything', 'jira'],
      ['KubeAPIDown', 'prometheus'],
    ] as const;
    expect(load('runbooks: []', issues).chosen?.map(({ length }) => length)).toEqual([1, 1, 1, 0]);
  });

  it.each([
    [
      'a key that it does not know',
      'runbooks: [{ match: { issue_name: a }, instructions: b, name: c }]',
      'extra_forbidden',
    ],
    [
      'a pattern that python refuses',
      "runbooks: [{ match: { issue_name: '(?<a>b)' }, instructions: c }]",
      'pattern_regex',
    ],
    ['instructions that are a list', 'runbooks: [{ match: { issue_name: a }, instructions: [b] }]', 'string_type'],
  ])('says no to %s', (_, text, reason) => {
    expect(load(text)).toEqual({ refused: expect.stringContaining(reason) });
  });
});

/** Why it is refused, or which texts it matches. */
type Judged = string | readonly boolean[];

function ours(source: string): Judged {
  const judged = pattern(source);
  return 'error' in judged ? judged.error : TEXTS.map((text) => judged.matches(text) as boolean);
}

function judgedByPython(patterns: readonly string[]): ReadonlyMap<string, Judged> {
  const input = JSON.stringify([patterns, TEXTS]);
  const { stdout, stderr } = spawnSync('python3', ['-W', 'ignore', '-c', PYTHON], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (stdout === '') throw new Error(stderr);
  const judged = JSON.parse(stdout) as Judged[];
  return new Map(patterns.map((one, i) => [one, judged[i] ?? 'not judged']));
}
