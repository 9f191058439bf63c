import { compared, lines, object } from './support';

const account = object('ServiceAccount', '');
const second = object('ServiceAccount', '', { name: 'second' });

/** Something that is no manifest, beside one: what is said of it, and of a change to it. */
it.each<
  [
    string,
    Record<string, string | Uint8Array>,
    Record<string, string | Uint8Array>,
    { notes: string[]; changes: string[] },
  ]
>([
  [
    'a chart',
    { 'c/Chart.yaml': 'name: c\n', 'c/templates/a.yaml': 'a: {{ .Values.a }}\n' },
    { 'c/Chart.yaml': 'name: c\n', 'c/templates/a.yaml': 'a: {{ .Values.b }}\n' },
    {
      notes: ['c/templates/a.yaml: of a Helm chart, passed over; compare what it renders'],
      changes: ['changed c/templates/a.yaml'],
    },
  ],
  [
    'a template',
    { 't.yaml': 'a: {{ .x }}: b\n' },
    { 't.yaml': 'a: {{ .y }}: b\n' },
    { notes: ['t.yaml: a template, passed over; compare what it renders'], changes: ['changed t.yaml'] },
  ],
  [
    'what a runner of workflows fills in',
    { 'w.yaml': 'a: ${{ github.ref }}\n' },
    { 'w.yaml': 'a: ${{ github.sha }}\n' },
    { notes: [], changes: ['changed w.yaml'] },
  ],
  [
    'what a program fills in that has nothing to do with Kubernetes',
    { '.taskfiles/a.yaml': 'a: {{ .x }}\n' },
    { '.taskfiles/a.yaml': 'a: {{ .y }}\n' },
    { notes: [], changes: ['changed .taskfiles/a.yaml'] },
  ],
  [
    'what is as it was',
    { 't.yaml': 'a: {{ .x }}: b\n', 'c/Chart.yaml': 'name: c\n', 'x.yaml': 'a: [\n' },
    { 't.yaml': 'a: {{ .x }}: b\n', 'c/Chart.yaml': 'name: c\n', 'x.yaml': 'a: [\n' },
    { notes: [], changes: [] },
  ],
  [
    'a kustomization',
    { 'kustomization.yaml': 'resources: [a.yaml]\n' },
    { 'kustomization.yaml': 'resources: [b.yaml]\n' },
    { notes: ['kustomization.yaml: kustomize is not run; compared as text'], changes: ['changed kustomization.yaml'] },
  ],
  ['values', { 'values.yaml': 'a: 1\n' }, { 'values.yaml': 'a: 2\n' }, { notes: [], changes: ['changed values.yaml'] }],
  [
    'what is no YAML',
    { 'x.yaml': 'a: [\n' },
    { 'x.yaml': 'a: [hunter2\n' },
    { notes: ['x.yaml: no YAML (line 2); compared as text'], changes: ['changed x.yaml'] },
  ],
  [
    'what is no JSON',
    { 'x.json': '{' },
    { 'x.json': '[' },
    { notes: ['x.json: no JSON; compared as text'], changes: ['changed x.json'] },
  ],
  [
    'bytes',
    { 'x.yaml': Buffer.from([255, 254, 0]) },
    { 'x.yaml': Buffer.from([255, 254, 1]) },
    { notes: ['x.yaml: no text in UTF-8; compared by its bytes'], changes: ['changed x.yaml'] },
  ],
  [
    'an object without a name',
    { 'x.yaml': `${second}---\n{apiVersion: batch/v1, kind: Job, metadata: {generateName: a-}}\n` },
    { 'x.yaml': second },
    { notes: ['x.yaml: what names no object in it is compared as text'], changes: ['removed x.yaml (1)'] },
  ],
  [
    'files of a host',
    { 'hosts/a/plan.json': '{}', 'hosts/a/etc/x.yaml': object('ConfigMap', '') },
    { 'hosts/a/plan.json': '{}' },
    { notes: [], changes: [] },
  ],
  [
    'a folder that is called hosts',
    { 'hosts/a/x.yaml': object('ConfigMap', '') },
    {},
    { notes: [], changes: ['removed ConfigMap/app'] },
  ],
  [
    'a ring',
    { 'x.yaml': '&a [*a]\n' },
    { 'x.yaml': '&b [*b]\n' },
    { notes: ['x.yaml: too deep; compared as text'], changes: ['changed x.yaml'] },
  ],
  [
    'an object whose name is no text',
    { 'x.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: 1}\n' },
    {},
    { notes: [], changes: ['removed x.yaml'] },
  ],
])('%s', (_, before, after, { notes, changes }) => {
  const comparison = compared({ 'account.yaml': account, ...before }, { 'account.yaml': account, ...after });
  expect(lines(comparison).filter((line) => !line.includes(' hosts/'))).toEqual(changes);
  expect(comparison.notes).toEqual(notes);
});

it('a Kustomization of Flux is an object, whatever its file is called', () => {
  const flux = object('Kustomization', '', { apiVersion: 'kustomize.toolkit.fluxcd.io/v1' });
  expect(lines(compared({ 'kustomization.yaml': flux }, {}))).toEqual(['removed Kustomization/app']);
});

it('files that are passed over for one reason are told of at once', () => {
  const tree = (text: string) => ({
    'a/kustomization.yaml': text,
    'b/kustomization.yaml': text,
    'c/kustomization.yaml': text,
  });
  expect(compared(tree('a: 1\n'), tree('a: 2\n')).notes).toEqual([
    'a/kustomization.yaml and 2 others: kustomize is not run; compared as text',
  ]);
});

it('fields that every object of JavaScript has are fields like others', () => {
  const of = (key: string) => object('ConfigMap', `data: {${key}: x}`);
  for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
    expect(lines(compared(of(key), of('other')))).toEqual(
      [expect.stringContaining(key), expect.stringContaining('other')].sort(() => (key > 'other' ? -1 : 1)),
    );
});
