import { isDeepStrictEqual } from 'node:util';
import { Document, parse, stringify } from 'yaml';
import { isMap, type Manifest, own } from '../../src/kubernetes/manifest';
import { compare } from '../../src/preview/compare';
import { differs } from '../../src/preview/comparison';
import { keyOf } from '../../src/preview/fields/lists';
import { sideOfTree } from '../../src/preview/read/tree';
import fc from '../support/chance';
import { processorTime } from '../support/processor';
import { applied, read, Said } from './applied';

const word = fc.constantFrom(
  'a',
  'b',
  'app',
  'name',
  'value',
  'image',
  'metadata',
  'data',
  'env',
  '__proto__',
  'constructor',
  'limits',
  'cpu',
  'yes',
  '0644',
  '1e3',
  '1Gi',
  '60s',
  '',
  ' ',
  '…',
  'x: y',
  '#',
  '‹hidden#0›',
);
const scalar = fc.oneof(
  word,
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom('$(A)', 'a\nb\n', '- a\n- b: 1\n', '{"a": [1]}', '[s]\nk = v\n', '```\n<b>\u001b[31m\r\n'),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, scalar, tie('map'), tie('list'), tie('members')),
  map: fc.dictionary(word, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  list: fc.array(tie('value'), { maxLength: 4 }),
  members: fc.array(fc.record({ name: word, value: tie('value') }, { noNullPrototype: true }), { maxLength: 4 }),
}));
const kind = fc.constantFrom(
  ['v1', 'ConfigMap'],
  ['v1', 'Secret'],
  ['apps/v1', 'Deployment'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['rbac.authorization.k8s.io/v1', 'Role'],
  ['x.org/v1', 'Thing'],
);
const body = fc.dictionary(fc.constantFrom('spec', 'data', 'rules', 'stringData', 'x', 'status'), value, {
  maxKeys: 4,
  noNullPrototype: true,
});
const manifest = fc
  .tuple(kind, fc.constantFrom('one', 'two', 'three', 'four'), fc.constantFrom(undefined, 'default', 'ns'), body)
  .map(
    ([[apiVersion, kind], name, namespace, body]) =>
      ({ apiVersion, kind, metadata: { name, ...(namespace && { namespace }) }, ...body }) as Manifest,
  );
const manifests = fc.uniqueArray(manifest, {
  maxLength: 5,
  selector: ({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.namespace === 'ns'} ${metadata.name}`,
});

/** The same, its keys in another order. */
function turned<T>(value: T): T {
  if (Array.isArray(value)) return value.map(turned) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, one]) => [key, turned(one)]),
  ) as T;
}

const side = (objects: readonly Manifest[]) => ({
  environment: 'test',
  objects: objects.map((manifest, n) => ({ manifest, file: `${n}.yaml` })),
  texts: [],
  notes: [],
});
const written = (objects: readonly Manifest[], files: number, style: object) =>
  sideOfTree(
    'test',
    [...Array(files).keys()].map((n) => ({
      file: `f${n}.yaml`,
      content:
        objects
          .filter((_, at) => at % files === n)
          .map((one) => `# ${n}\n${text(one, style)}`)
          .join('---\n') || '# nothing\n',
    })),
  );
/** Of YAML 1.1, as kubectl reads it. */
const text = (one: Manifest, style: object) =>
  new Document(one, { version: '1.1', aliasDuplicateObjects: false }).toString(style);

it('a tree has no difference to itself, whatever the order of keys, files and documents', () => {
  fc.assert(
    fc.property(manifests, (objects) => {
      expect(differs(compare(side(objects), side(turned([...objects].reverse()))))).toBe(false);
    }),
    { numRuns: 200 },
  );
});

it('nor however it is written, in however many files', () => {
  const style = fc.record({
    collectionStyle: fc.constantFrom('any', 'block', 'flow'),
    indent: fc.constantFrom(2, 4),
    lineWidth: fc.constantFrom(0, 40),
    defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL'),
    singleQuote: fc.boolean(),
  });
  fc.assert(
    fc.property(manifests, fc.integer({ min: 1, max: 3 }), style, (objects, files, style) => {
      // The library writes some texts of white space so that it reads others itself.
      for (const one of objects) fc.pre(isDeepStrictEqual(parse(text(one, style), { version: '1.1' }), one));
      const [before, after] = [written(objects, 1, {}), written(turned(objects), files, style)];
      expect(compare(before, after)).toMatchObject({ objects: [], texts: [] });
    }),
    { numRuns: 150 },
  );
});

it('the fields that are told make the one of the other', () => {
  fc.assert(
    fc.property(manifest, body, (one, other) => {
      const { apiVersion, kind, metadata } = one;
      for (const { fields, before, after } of compare(side([one]), side([{ apiVersion, kind, metadata, ...other }]))
        .objects) {
        expect(fields.length).toBeGreaterThan(0);
        expect(like(applied(before, fields), after)).toEqual(after);
      }
    }),
    { numRuns: 500 },
  );
});

/** Lists of which the order does not count. */
const FREE = ['containers', 'env', 'ports', 'volumes'];

/** A value as the other one is written: a text is made what it says, a list without order is put in that of the other. */
function like(before: unknown, after: unknown, name = ''): unknown {
  if (before instanceof Said) return isDeepStrictEqual(before.what, read(after, before.form)) ? after : before;
  if (Array.isArray(before) && Array.isArray(after)) {
    const key = (one: unknown) => JSON.stringify(keyOf(one, ['name', 'containerPort', 'protocol']));
    const place = (one: unknown) => after.findIndex((other) => key(other) === key(one));
    const isTold = FREE.includes(name) && new Set(after.map(key)).size === after.length;
    const all = isTold ? [...before].sort((a, b) => place(a) - place(b)) : before;
    return all.map((one, at) => like(one, after[at], name));
  }
  if (!isMap(before) || !isMap(after)) return before;
  return Object.fromEntries(Object.entries(before).map(([key, one]) => [key, like(one, own(after, key), key)]));
}

const named = <T>(of: Record<string, fc.Arbitrary<T>>) =>
  fc.uniqueArray(
    fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd'), ...of }, { requiredKeys: ['name'], noNullPrototype: true }),
    { selector: ({ name }) => name, maxLength: 4 },
  );
const few = fc.constantFrom('x', 'y', '$(A)', '$(b)', '1', '');
const ports = fc.uniqueArray(
  fc.record(
    {
      containerPort: fc.constantFrom(80, 81),
      protocol: fc.constantFrom('TCP', 'UDP'),
      hostPort: fc.constantFrom(1, 2),
    },
    { requiredKeys: ['containerPort'], noNullPrototype: true },
  ),
  { selector: ({ containerPort, protocol = 'TCP' }) => `${containerPort}${protocol}` },
);
const quantity = fc.constantFrom('1', 1, '1000m', '2', '1Gi', '1024Mi');
const containers = named<unknown>({
  image: few,
  args: fc.array(few, { maxLength: 3 }),
  env: named({ value: few }),
  ports,
  resources: fc.record(
    { limits: fc.dictionary(fc.constantFrom('cpu', 'memory'), quantity, { noNullPrototype: true }) },
    { noNullPrototype: true },
  ),
});
const settings = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.oneof(
    fc.integer({ min: 0, max: 3 }),
    few,
    fc.array(fc.record({ id: fc.constantFrom('p', 'q', 'r'), n: few }, { noNullPrototype: true }), { maxLength: 3 }),
  ),
  { noNullPrototype: true, minKeys: 1 },
);
const real = fc.oneof(
  fc
    .record(
      {
        containers,
        initContainers: containers,
        volumes: named({}),
        tolerations: fc.array(fc.record({ key: few, effect: few }, { noNullPrototype: true }), { maxLength: 3 }),
      },
      { noNullPrototype: true },
    )
    .map((spec) => ['Pod', { spec }] as const),
  settings.map(
    (all) => ['ConfigMap', { data: { 'a.yaml': stringify(all), 'b.json': JSON.stringify(all), c: 'text' } }] as const,
  ),
);

it('nor less where lists have keys and texts have forms', () => {
  const of = ([kind, body]: readonly [string, object]) =>
    side([{ apiVersion: 'v1', kind, metadata: { name: 'x' }, ...body } as Manifest]);
  fc.assert(
    fc.property(real, real, (one, other) => {
      fc.pre(one[0] === other[0]);
      for (const { fields, before, after } of compare(of(one), of(other)).objects)
        expect(like(applied(before, fields), after)).toEqual(after);
    }),
    { numRuns: 500 },
  );
});

it('nothing is thrown, whatever a file holds', () => {
  const content = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.uint8Array().map((bytes) => bytes),
    fc.constantFrom(
      '&a [*a]',
      'a: &b {<<: *b}',
      '!!js/function x',
      '? [a]\n: b',
      '%YAML 9',
      '\0',
      'a: b: c',
      '"\\ud800"',
      '- - - - -',
      '{{ .Values.x }}',
    ),
    manifests.map((all) => stringify(all)),
  );
  const tree = fc.dictionary(
    fc.constantFrom('a.yaml', 'b.yml', 'c.json', 'd', 'hosts/x/plan.json', 'Chart.yaml'),
    content,
    { maxKeys: 3, noNullPrototype: true },
  );
  const sides = (files: Record<string, string | Uint8Array>) =>
    sideOfTree(
      'test',
      Object.entries(files).map(([file, content]) => ({ file, content })),
    );
  fc.assert(
    fc.property(tree, tree, (before, after) => void compare(sides(before), sides(after))),
    { numRuns: 200 },
  );
});

it('nor takes a line of a megabyte long', () => {
  const nasty = [
    'a'.repeat(1e6),
    'password: '.repeat(1e5),
    ':'.repeat(1e6),
    '://'.repeat(3e5),
    '{'.repeat(1e6),
    '$('.repeat(5e5),
    'a=b\n'.repeat(2e5),
    `${'x '.repeat(5e5)}\n`,
    '-----BEGIN PRIVATE KEY-----'.repeat(3e4),
    '"'.repeat(1e6),
    'token '.repeat(1e5),
    'a\n'.repeat(5e5),
    '{"a":'.repeat(1e5),
  ];
  for (const text of nasty) {
    const of = (end: string) =>
      side([
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { 'a.conf': text + end } },
        { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' }, stringData: { a: text.slice(0, 1000) } },
      ]);
    const start = processorTime();
    expect(compare(of('1'), of('2')).objects).toHaveLength(1);
    expect([text.slice(0, 10), processorTime() - start < 3_000]).toEqual([text.slice(0, 10), true]);
  }
});
