import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import schema from '../schemas/model.schema.json';
import { contents, temporary } from './support/project';
import { steading } from './support/steading';

type Item = Record<string, unknown>;
type Model = Record<string, Item[]>;

const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
const sections = ['namespaces', 'objects', 'releases', 'endpoints', 'connections', 'secrets', 'hosts'];
/** By what each array is sorted; of no two members all of it is equal. */
const SORTED: Record<string, string[]> = {
  namespaces: ['name'],
  objects: ['apiVersion', 'kind', 'namespace', 'name', 'path'],
  releases: ['name'],
  endpoints: ['component', 'name'],
  connections: ['from', 'to', 'why'],
  secrets: ['namespace', 'name'],
  hosts: ['name'],
};

let model: Model;
let tree: string;

beforeAll(async () => {
  tree = join(temporary(), 'out');
  const [printed, written] = [
    await steading(['model', 'homelab']),
    await steading(['synth', 'homelab', '--out', tree]),
  ];
  expect([printed.code, printed.stderr, written.code]).toEqual([0, '', 0]);
  model = JSON.parse(printed.stdout);
});

const clone = () => structuredClone(model);
const valid = (candidate: unknown) => validate(candidate) || validate.errors;

describe('what `steading model homelab` prints', () => {
  it('is what the published schema describes', () => {
    expect(valid(model)).toBe(true);
  });

  it('has its keys in the order of the contract', () => {
    expect(Object.keys(model)).toEqual(['schema', 'environment', ...sections]);
    for (const section of sections) {
      const { items } =
        (schema.properties as unknown as Record<string, { items: { required: string[] } }>)[section] ?? {};
      for (const item of model[section] ?? []) expect(Object.keys(item)).toEqual(items?.required);
    }
  });

  it.each(Object.entries(SORTED))('sorts %s by %j, and names nothing twice', (section, fields) => {
    const keys = (model[section] ?? []).map((item) => fields.map((field) => String(item[field] ?? '')).join('\0'));
    expect(keys).toEqual([...keys].sort());
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('sorts the keys of labels and of secrets', () => {
    const { namespaces = [], objects = [], secrets = [] } = model;
    const lists = [
      ...[...namespaces, ...objects].map(({ labels }) => Object.keys(labels as object)),
      ...secrets.map(({ keys }) => (keys as Item[]).map(({ name }) => name as string)),
    ];
    for (const list of lists) expect(list).toEqual([...list].sort());
  });

  it('names every file of the tree with an object in it, and no file that is not there', () => {
    const named = new Set((model.objects ?? []).flatMap(({ path }) => (path === null ? [] : [path])));
    const others = ['.steading.json', 'platform/argocd/values/argocd.yaml'];
    const files = Object.keys(contents(join(tree, 'homelab')));
    expect(files).toEqual([...named, ...others].sort());
  });

  it('says of an object what stands in its file', () => {
    for (const { path, kind, name } of model.objects ?? []) {
      if (path === null) continue;
      const text = readFileSync(join(tree, 'homelab', String(path)), 'utf8');
      expect(text).toContain(`kind: ${kind}\n`);
      expect(text).toContain(`  name: ${name}\n`);
    }
  });

  it('names only components, namespaces and releases that there are', () => {
    const { objects = [], endpoints = [], connections = [], releases = [], namespaces = [] } = model;
    const known = new Set(objects.flatMap(({ component }) => component ?? []));
    for (const { component } of endpoints) expect(known).toContain(component);
    for (const { from } of connections) expect(known).toContain(String(from).split('/')[1]);
    const spaces = new Set(namespaces.map(({ name }) => name));
    const places = [...objects, ...releases].flatMap(({ namespace }) => namespace ?? []);
    expect(places.filter((place) => !spaces.has(place as string) && place !== 'argocd')).toEqual([]);
    const froms = new Set(objects.map(({ from }) => String(from)).filter((from) => from.startsWith('release/')));
    expect([...froms].sort()).toEqual(releases.map(({ name }) => `release/${name}`));
  });

  it('points every connection inside the environment at an endpoint with the same port', () => {
    const ports = new Map(
      (model.endpoints ?? []).map(({ component, name, port }) => [`homelab/${component}/${name}`, port]),
    );
    for (const { to, port } of model.connections ?? []) {
      if (String(to).startsWith('homelab/') && String(to).split('/').length === 3)
        expect([to, ports.get(String(to))]).toEqual([to, port]);
    }
  });
});

describe('the schema', () => {
  const host = {
    name: 'barn',
    address: '192.168.1.99',
    user: 'ops',
    commands: [
      {
        name: 'linger',
        as: 'root',
        reboot: false,
        test: 'true',
        apply: 'loginctl enable-linger ops',
        undo: null,
        after: [],
      },
    ],
    files: [{ path: '/etc/motd', mode: '0644', owner: 'root', content: 'welcome\n' }],
  };
  /** What may be absent. */
  const optional = ['content'];

  it('takes a host with a step, a file and a secret file', () => {
    const secret = { path: '/etc/token', mode: '0600', owner: 'root' };
    expect(valid({ ...clone(), hosts: [{ ...host, files: [...host.files, secret] }] })).toBe(true);
  });

  it('describes every property, and is closed at every level', () => {
    const open: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (node === null || typeof node !== 'object' || /\/(if|then|else)$/.test(path)) return;
      const { type, description, properties, additionalProperties, required } = node as Item;
      if (properties) {
        if (additionalProperties !== false) open.push(`${path} is open`);
        expect(required).toEqual(Object.keys(properties as object).filter((name) => !optional.includes(name)));
        for (const [name, property] of Object.entries(properties as Item))
          if (!(property as Item).description) open.push(`${path}/${name} is not described`);
      } else if (type === 'object' && !/\/(values|labels)$/.test(path)) open.push(`${path} has no properties`);
      if (type === 'object' && !description) open.push(`${path} is not described`);
      for (const [key, child] of Object.entries(node)) visit(child, `${path}/${key}`);
    };
    visit(schema, '');
    expect(open).toEqual([]);
  });

  it.each([...sections.map((section) => [section]), ['keys'], ['commands'], ['files']])(
    'refuses one of %s that has a key too many, lacks one, or has one of another type',
    (section) => {
      const changed = (change: (item: Item) => void) => {
        const mutant = { ...clone(), hosts: [structuredClone(host)] } as unknown as Model;
        change(itemOf(mutant, section));
        return validate(mutant);
      };
      expect(changed(() => undefined)).toBe(true);
      expect(changed((item) => Object.assign(item, { surprise: 1 }))).toBe(false);
      for (const key of Object.keys(itemOf({ ...clone(), hosts: [host] } as unknown as Model, section))) {
        expect([key, changed((item) => delete item[key])]).toEqual([key, optional.includes(key)]);
        expect([key, changed((item) => Object.assign(item, { [key]: 7.5 }))]).toEqual([key, false]);
      }
    },
  );

  it.each<[string, (mutant: Model) => void]>([
    ['another version', (mutant) => Object.assign(mutant, { schema: 2 })],
    ['a key of its own at the top', (mutant) => Object.assign(mutant, { clusters: [] })],
    ['no objects at all', (mutant) => delete mutant.objects],
    ['an object of a manifest without a path', (mutant) => Object.assign(made(mutant), { path: null })],
    ['an object of a manifest without a component', (mutant) => Object.assign(made(mutant), { component: null })],
    ['an object of a release with a path', (mutant) => Object.assign(brought(mutant), { path: 'platform/x.yaml' })],
    ['a path that leaves the tree', (mutant) => Object.assign(made(mutant), { path: '/etc/passwd' })],
    ['a layer that is none', (mutant) => Object.assign(made(mutant), { layer: 'app' })],
    ['a label that is no text', (mutant) => Object.assign(made(mutant), { labels: { app: 1 } })],
    ['port 0', (mutant) => Object.assign(itemOf(mutant, 'endpoints'), { port: 0 })],
    ['SCTP', (mutant) => Object.assign(itemOf(mutant, 'endpoints'), { transport: 'SCTP' })],
    ['an address without a scheme', (mutant) => Object.assign(itemOf(mutant, 'endpoints'), { address: 'ai.example' })],
    ['a connection from nowhere', (mutant) => Object.assign(itemOf(mutant, 'connections'), { from: 'litellm' })],
    ['a key with a value', (mutant) => Object.assign(itemOf(mutant, 'keys'), { value: 'hunter2' })],
    ['a contract without keys', (mutant) => Object.assign(itemOf(mutant, 'secrets'), { keys: [] })],
  ])('refuses %s', (_, change) => {
    const mutant = clone();
    change(mutant);
    expect(validate(mutant)).toBe(false);
  });
});

const made = ({ objects = [] }: Model) => objects.find(({ from }) => from === 'manifest') as Item;
const brought = ({ objects = [] }: Model) => objects.find(({ from }) => String(from).startsWith('release/')) as Item;

/** The first of a section, or of a list inside the first of its owner. */
function itemOf(model: Model, section: string): Item {
  const owner = { keys: 'secrets', commands: 'hosts', files: 'hosts' }[section];
  const list = owner ? (itemOf(model, owner)[section] as Item[]) : model[section];
  return list?.[0] as Item;
}
