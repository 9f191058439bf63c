import { compared, lines } from './support';

const flux = (name: string, spec: string) =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: ${name}, namespace: flux-system}\nspec: {prune: true, ${spec}}\n`;
const from = (name: string) => `sourceRef: {kind: GitRepository, name: ${name}}`;
const list = (...resources: string[]) =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [${resources.join(', ')}]\n`;
const config = (name: string, data = 'k: a', home = ', namespace: d') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}${home}}\ndata: {${data}}\n`;
const claim = (home = ', namespace: d', size = '5Gi') =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data${home}}\nspec: {resources: {requests: {storage: ${size}}}}\n`;

type Tree = Readonly<Record<string, string>>;
const said = (old: Tree, now: Tree) =>
  compared(old, now).consequences.map(({ code, message }) => `${code} ${message.split(':')[0]}`);

describe('what kustomization.yaml no longer lists', () => {
  const tree: Tree = {
    'clusters/apps.yaml': flux('apps', `path: ./apps, ${from('flux-system')}`),
    'apps/kustomization.yaml': list('db', 'web.yaml'),
    'apps/web.yaml': config('web'),
    'apps/db/kustomization.yaml': list('claim.yaml'),
    'apps/db/claim.yaml': claim(),
  };
  const gone = [
    'data/claim-removed d/PersistentVolumeClaim/data (5Gi) is removed',
    "prune/deleted Kustomization 'apps' deletes d/PersistentVolumeClaim/data",
  ];

  it('is deleted, though its file stays', () => {
    expect(said(tree, { ...tree, 'apps/db/kustomization.yaml': list() })).toEqual(gone);
  });

  it('is deleted with a folder that the one above no longer lists', () => {
    expect(said(tree, { ...tree, 'apps/kustomization.yaml': list('web.yaml') })).toEqual(gone);
  });

  it('goes where no controller is known, too', () => {
    const { 'clusters/apps.yaml': _, ...plain } = tree;
    const comparison = compared(plain, { ...plain, 'apps/kustomization.yaml': list('web.yaml') });
    expect(lines(comparison)).toContain('removed PersistentVolumeClaim/data');
    expect(comparison.notes).toContain('apps/db/claim.yaml stands in the tree, and nobody takes it any more');
  });

  it('takes along what it delivered, where it is a Kustomization', () => {
    const nested = {
      ...tree,
      'apps/kustomization.yaml': list('ks.yaml'),
      'apps/ks.yaml': flux('db', `path: ./apps/db, ${from('flux-system')}`),
    };
    expect(said(nested, { ...nested, 'apps/kustomization.yaml': list() }).map((one) => one.split(' ')[0])).toEqual(
      expect.arrayContaining(['data/claim-removed', 'prune/cascade']),
    );
  });

  it('is new where it was not listed before', () => {
    expect(lines(compared({ ...tree, 'apps/kustomization.yaml': list('web.yaml') }, tree))).toContain(
      'added PersistentVolumeClaim/data',
    );
  });

  it('stays where another one lists it instead', () => {
    const other = { ...tree, 'apps/kustomization.yaml': list('web.yaml', 'db/claim.yaml') };
    expect(said(tree, other)).toEqual([]);
  });
});

describe('who deletes', () => {
  const tree: Tree = {
    'flux/cluster.yaml': flux('cluster', `path: ./apps, ${from('x')}`),
    'apps/media/ks.yaml': flux('media', `path: ./apps/media/app, ${from('x')}`),
    'apps/media/app/kustomization.yaml': list('one.yaml', 'two.yaml'),
    'apps/media/app/one.yaml': config('one'),
    'apps/media/app/two.yaml': config('two'),
  };
  const { 'apps/media/app/two.yaml': _, ...fewer } = tree;

  it('is the most specific Kustomization', () => {
    expect(said(tree, fewer)).toEqual(["prune/deleted Kustomization 'media' deletes d/ConfigMap/two"]);
  });

  it('is nobody of another repository', () => {
    const other = { 'flux/other.yaml': flux('other', `path: ./, ${from('another')}`), 'core/a.yaml': config('a') };
    const { 'core/a.yaml': __, ...rest } = other;
    expect(said({ ...tree, ...other }, { ...tree, ...rest })).toEqual([
      'prune/by-hand d/ConfigMap/a stays in the cluster until you delete it',
    ]);
  });

  it('is no Application of another repository, whatever its path', () => {
    const application = (name: string, source: string) =>
      `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ${name}}\nspec: {source: {repoURL: https://git.example/${name}.git, ${source}}, syncPolicy: {automated: {prune: true}}}\n`;
    const applications = {
      'apps/own.yaml': application('own', 'path: shop'),
      'apps/other.yaml': application('other', 'path: ., directory: {recurse: true}'),
    };
    expect(said({ ...applications, 'shop/a.yaml': config('a'), 'core/b.yaml': config('b') }, applications)).toEqual([
      "prune/deleted Application 'own' deletes d/ConfigMap/a",
      'prune/by-hand d/ConfigMap/b stays in the cluster until you delete it',
    ]);
  });

  it('is told with its cluster, of several of one name', () => {
    const cluster = (name: string) => ({
      [`clusters/${name}/apps.yaml`]: flux('apps', `path: ./clusters/${name}/apps, ${from('flux-system')}`),
      [`clusters/${name}/apps/claim.yaml`]: claim(),
    });
    const both = { ...cluster('production'), ...cluster('staging') };
    const { 'clusters/staging/apps/claim.yaml': ___, ...one } = both;
    expect(said(both, one)).toEqual([
      'data/claim-removed d/PersistentVolumeClaim/data (5Gi) is removed',
      "prune/deleted Kustomization 'apps' of cluster 'staging' deletes d/PersistentVolumeClaim/data",
    ]);
  });
});

describe('a namespace', () => {
  const tree = (target: string): Tree => ({
    'clusters/db.yaml': flux('db', `path: ./db, ${from('flux-system')}${target}`),
    'db/claim.yaml': claim(''),
  });

  it.each([
    ['changes', tree(', targetNamespace: old'), tree(', targetNamespace: new')],
    ['is added', tree(''), tree(', targetNamespace: new')],
    ['is dropped', tree(', targetNamespace: old'), tree('')],
    [
      'changes in kustomization.yaml',
      { ...tree(''), 'db/kustomization.yaml': `${list('claim.yaml')}namespace: old\n` },
      { ...tree(''), 'db/kustomization.yaml': `${list('claim.yaml')}namespace: new\n` },
    ],
  ])('that %s makes everything anew', (_, old, now) => {
    expect(said(old, now).map((one) => one.split(' ')[0])).toEqual(
      expect.arrayContaining(['data/claim-removed', 'replace/moved', 'prune/deleted']),
    );
  });
});

it('an object that stands twice is not lost with one of its files, and does not move', () => {
  const twice = { 'a/claim.yaml': claim(), 'b/claim.yaml': claim(', namespace: d', '6Gi') };
  expect(said(twice, { 'a/claim.yaml': claim() })).toEqual([]);
});

describe('an Application', () => {
  const tree = (namespace: string, home = '') => ({
    'app.yaml': `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web, namespace: argocd}\nspec: {destination: {namespace: ${namespace}}, source: {repoURL: https://git.example/x, path: web}}\n`,
    'web/claim.yaml': claim(home),
  });

  it('gives its namespace to what has none', () => {
    const { objects } = compared(tree('one'), tree('two'));
    expect(objects.map(({ what, object }) => `${what} ${object.namespace}/${object.kind}`)).toContain(
      'moved two/PersistentVolumeClaim',
    );
  });

  it('and not to what has one', () => {
    expect(compared(tree('one', ', namespace: d'), tree('two', ', namespace: d')).objects).toHaveLength(1);
  });
});

it('what a Kustomization that goes leaves behind does not move', () => {
  const tree = {
    'clusters/apps.yaml': flux('apps', `path: ./apps, targetNamespace: media, ${from('flux-system')}`).replace(
      'prune: true',
      'prune: false',
    ),
    'clusters/other.yaml': flux('other', `path: ./other, ${from('flux-system')}`),
    'apps/claim.yaml': claim(''),
    'other/a.yaml': config('a'),
  };
  const { 'clusters/apps.yaml': _, ...without } = tree;
  expect(said(tree, without).map((one) => one.split(' ')[0])).toEqual(['prune/abandoned', 'prune/by-hand']);
});

it('a namespace that only kustomize can tell is no reason for a move', () => {
  const tree = (spec: string, parts: string) => ({
    'clusters/apps.yaml': flux('apps', `path: ./apps, ${from('flux-system')}`),
    'apps/kustomization.yaml': `${list('ks.yaml')}${parts}`,
    'apps/ks.yaml': flux('db', `path: ./db, ${spec}${from('flux-system')}`),
    'db/claim.yaml': claim(''),
  });
  const moves = (parts: string) =>
    compared(tree('', parts), tree('targetNamespace: media, ', parts)).objects.filter(({ what }) => what === 'moved');
  expect(moves('components: [../parts]\n')).toEqual([]);
  expect(moves('')).toHaveLength(1);
});
