import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anywhere, pattern } from '../../constructs/holmesgpt/pattern';
import { patternsOf, type Runbook, runbookFile } from '../../constructs/holmesgpt/runbooks';
import { RUNBOOKS } from '../../stacks/idp.runbooks';
import fc from '../support/chance';
import { judge } from './judges';

/** What the loader says. */
interface Answer {
  readonly loaded?: readonly string[];
  readonly chosen?: readonly (readonly string[])[];
  readonly refused?: string;
}

const PYTHON = `
import json, re, sys
patterns, texts = json.load(sys.stdin)
json.dump([[re.compile(pattern).match(text) is not None for text in texts] for pattern in patterns], sys.stdout)
`;

const TEXTS = [
  '',
  'a',
  'A',
  'ab',
  'ba',
  'a.b',
  'a+b',
  'a|b',
  'aa\n',
  'a\nb',
  'é',
  '٣',
  '😀',
  'random unrelated issue',
  'no vpn (new)',
];
/** Everything that is judged, put together by chance as well. */
const PATTERNS = [
  ...RUNBOOKS.map(({ about }) => String(patternsOf(about).issueName)),
  anywhere(['vpn', 'a+b', '(new)', 'a|b', 'é']),
  ...['', '.', '.*', 'a|b', 'a.b', 'a\\.b', 'a\\+b', '.*b', '|a', 'a|', 'a||b', '.*\\(new\\)', 'a.*b'],
  ...fc
    .sample(fc.array(fc.constantFrom('a', 'b', '.', '.*', '|', '\\.', '\\|', 'é', ' '), { maxLength: 8 }), 500)
    .map((parts) => parts.join('')),
];

judge('python', { wanted: '3.11', judges: ['the dialect of patterns'] }, () => {
  const input = JSON.stringify([PATTERNS, TEXTS]);
  const theirs = JSON.parse(spawnSync('python3', ['-c', PYTHON], { input, encoding: 'utf8' }).stdout) as boolean[][];

  it('matches what we say that it matches', () => {
    const ours = PATTERNS.map((source) => {
      const judged = pattern(source);
      return 'error' in judged ? judged.error : TEXTS.map(judged.matches);
    });
    expect(ours.map((one, i) => [PATTERNS[i], one])).toEqual(theirs.map((one, i) => [PATTERNS[i], one]));
  });

  it.each(['(a)', 'a+', 'a?', '[ab]', 'a{2}', '^a', 'a$', '\\d', 'a**', '\\'])('is not asked about %j', (source) => {
    expect(pattern(source)).toEqual({ error: expect.any(String) });
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
      { name: 'all', about: { issueName: '.*disk', source: 'prometheus' }, ...common },
      { name: 'source', about: { source: 'pagerduty|opsgenie' }, ...common },
      { name: 'identifier', about: { issueId: 'nobody' }, ...common },
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
