import { setByOthers } from '../../src/kubernetes/managed';

const OURS = 'steading';
const entry = (manager: string, fieldsV1: object, more: object = {}) => ({
  manager,
  operation: 'Update',
  fieldsV1,
  ...more,
});
const seen = (live: object, manifest: object, ...managedFields: object[]) =>
  setByOthers({ ...live, metadata: { managedFields } }, { ...manifest }, OURS);

const policy = (spec: object) => ({ kind: 'NetworkPolicy', spec });
const NARROWED = { podSelector: { matchLabels: { app: 'web' } } };

it('names a map that is declared empty and has something in it, and what empties it', () => {
  const manager = entry('kubectl-edit', { 'f:spec': { 'f:podSelector': {} } });
  expect(seen(policy(NARROWED), policy({ podSelector: {} }), manager)).toEqual([
    {
      at: 'spec.podSelector',
      manager: 'kubectl-edit',
      patch: [{ op: 'replace', path: '/spec/podSelector', value: {} }],
    },
  ]);
  expect(seen(policy({ podSelector: {} }), policy({ podSelector: {} }), manager)).toEqual([]);
});

it('names keys that were added to a map, without their values', () => {
  const live = { data: { A: '1', 'b/c': 'canary', D: '2' } };
  const found = seen(
    live,
    { data: { A: '1' } },
    entry('k9s', { 'f:data': { '.': {}, 'f:A': {}, 'f:b/c': {}, 'f:D': {} } }),
  );
  expect(found).toEqual([
    { at: 'data.D', manager: 'k9s', patch: [{ op: 'remove', path: '/data/D' }] },
    { at: 'data.b/c', manager: 'k9s', patch: [{ op: 'remove', path: '/data/b~1c' }] },
  ]);
  expect(JSON.stringify(found)).not.toContain('canary');
});

describe('of a list', () => {
  const container = (...all: object[]) => ({ spec: { containers: all } });
  const OWNED = { 'f:spec': { 'f:containers': { 'k:{"name":"spy"}': { '.': {}, 'f:image': {}, 'f:name': {} } } } };

  it('it names a member that was added, by its keys, and makes sure of it before it is removed', () => {
    const [web, spy] = [{ name: 'web' }, { name: 'spy', image: 'registry.invalid/spy' }];
    expect(seen(container(web, spy), container(web), entry('kubectl-patch', OWNED))).toEqual([
      {
        at: 'spec.containers[spy]',
        manager: 'kubectl-patch',
        patch: [
          { op: 'test', path: '/spec/containers/1/name', value: 'spy' },
          { op: 'remove', path: '/spec/containers/1' },
        ],
      },
    ]);
  });

  it('it finds the member of the manifest that leaves out a default', () => {
    const owned = { 'f:spec': { 'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { 'f:port': {}, 'f:protocol': {} } } } };
    const live = { spec: { ports: [{ port: 80, protocol: 'TCP' }] } };
    const at = (port: number) =>
      seen(live, { spec: { ports: [{ port }] } }, entry('kubectl-edit', owned)).map((one) => one.at);
    expect([at(80), at(81)]).toEqual([['spec.ports[80 TCP].protocol'], ['spec.ports[80 TCP]']]);
  });

  it('it names one that is owned as a whole and got longer, and none that is otherwise: that shows anyway', () => {
    const manager = entry('kubectl-edit', { 'f:rules': {} });
    const at = (live: string[], wanted: string[]) =>
      seen({ rules: live }, { rules: wanted }, manager).map((one) => one.at);
    expect([at(['get', '*'], ['get']), at(['*'], ['get']), at(['get'], ['get'])]).toEqual([['rules'], [], []]);
  });

  it('it does not print the members of a set', () => {
    const owned = { 'f:spec': { 'f:set': { 'v:"canary"': {} } } };
    const [found] = seen({ spec: { set: ['a', 'canary'] } }, { spec: { set: ['a'] } }, entry('somebody', owned));
    expect(found).toMatchObject({ at: 'spec.set' });
  });
});

it.each([
  ['its own manager', entry(OURS, { 'f:data': { 'f:B': {} } })],
  ['a controller of Kubernetes', entry('kube-controller-manager', { 'f:data': { 'f:B': {} } })],
  ['what scales', entry('kubectl', { 'f:data': { 'f:B': {} } }, { subresource: 'scale' })],
  [
    'labels, annotations and the status',
    entry('k9s', { 'f:metadata': { 'f:labels': { 'f:a': {} } }, 'f:status': { 'f:b': {} } }),
  ],
  ['what is not there any more', entry('k9s', { 'f:data': { 'f:GONE': {} } })],
  ['what it does not understand', entry('k9s', { 'k:{': {}, 'v:{': {}, 'x:': {} })],
])('says nothing of %s', (_, manager) => {
  expect(seen({ data: { A: '1', B: '2' }, status: { b: 1 } }, { data: { A: '1' } }, manager)).toEqual([]);
});
