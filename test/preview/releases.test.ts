import { verdict } from '../../src/preview/verdict';
import { compared } from './support';

const release = (name: string, spec: string) =>
  `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: ${name}, namespace: apps}\nspec: {${spec}}\n`;
const repository = (tag: string) =>
  `apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: app, namespace: flux-system}\nspec: {url: oci://ghcr.io/x/charts/app-template, ref: {tag: ${tag}}}\n`;
const ref = 'chartRef: {kind: OCIRepository, name: app, namespace: flux-system}';
const account = { 'x.yaml': 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: x}\n' };

type Tree = Readonly<Record<string, string>>;
const said = (old: Tree, now: Tree) =>
  compared({ ...account, ...old }, { ...account, ...now }).consequences.map(
    ({ code, message }) => `${code} ${message}`,
  );
const headline = (old: Tree, now: Tree) =>
  verdict({ comparisons: [compared({ ...account, ...old }, { ...account, ...now })] });

describe('a chart by reference', () => {
  const tree = (tag: string) => ({
    'a.yaml': release('a', ref),
    'b.yaml': release('b', ref),
    'o.yaml': repository(tag),
  });

  it('is upgraded for every release that refers to it', () => {
    expect(said(tree('4.1.0'), tree('5.0.0'))).toEqual([
      'image/chart-major apps/HelmRelease/a is upgraded to chart app-template 5.0.0 from 4.1.0: another major version',
      'image/chart-major apps/HelmRelease/b is upgraded to chart app-template 5.0.0 from 4.1.0: another major version',
    ]);
    expect(headline(tree('4.1.0'), tree('5.0.0'))).toContain(
      '2 releases changed, their charts were not rendered: what they bring was not judged',
    );
  });

  it('is uninstalled like one that is named', () => {
    const values = `${ref}, values: {persistence: {size: 5Gi}}`;
    expect(said({ 'a.yaml': release('a', values) }, {})).toContainEqual(
      expect.stringMatching(/^data\/release-removed .*apps\/HelmRelease\/a /),
    );
  });
});

describe('values of a ConfigMap', () => {
  const from = 'chart: {spec: {chart: redis, version: 1.0.0}}, valuesFrom: [{kind: ConfigMap, name: r-values}]';
  const values = (tag: string) => `image: {repository: redis, tag: "${tag}"}\n`;
  const map = (tag: string) => ({
    'r.yaml': release('r', from),
    'm.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: r-values, namespace: apps}\ndata: {values.yaml: '${values(tag)}'}\n`,
  });
  const made = (tag: string) => ({
    'r.yaml': release('r', from),
    'kustomization.yaml':
      'resources: [r.yaml]\nconfigMapGenerator: [{name: r-values, files: [values.yaml=./helm.yaml]}]\n',
    'helm.yaml': values(tag),
  });

  it.each([
    ['of the tree', map],
    ['that kustomize makes', made],
  ])('%s are those of the release', (_, tree) => {
    expect(said(tree('7.2'), tree('8.2'))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^image\/major/), expect.stringMatching(/^restart\/release/)]),
    );
    expect(said(tree('7.2'), tree('7.2'))).toEqual([]);
  });

  it('stay a reference where one state does not have it', () => {
    const { 'm.yaml': _, ...without } = map('7.2');
    expect(said(without, map('8.2'))).toEqual([]);
  });
});

describe('a chart that stands in the tree', () => {
  const chart = (version: string, size: string) => ({
    'db/Chart.yaml': `name: db\nversion: 0.0.0\ndependencies: [{name: postgresql, version: ${version}}]\n`,
    'db/values.yaml': `postgresql: {primary: {persistence: {size: ${size}}}}\n`,
  });

  it('is judged like a release, and said not to be rendered', () => {
    expect(said(chart('12.0.0', '20Gi'), chart('18.0.0', '5Gi'))).toEqual([
      'image/chart-major Chart/db is upgraded to chart postgresql 18.0.0 from 12.0.0: another major version',
    ]);
    expect(headline(chart('12.0.0', '20Gi'), chart('12.0.0', '5Gi'))).toMatch(
      /1 release changed, its chart was not rendered: what it brings was not judged$/,
    );
  });

  it('never changes nothing, whichever of its files differs', () => {
    const template = (text: string) => ({
      ...chart('1.0.0', '5Gi'),
      'db/templates/a.yaml': `a: {{ .Values.${text} }}\n`,
    });
    expect(headline(template('a'), template('b'))).toContain('its chart was not rendered');
    expect(headline({ 't.yaml': 'a: {{ .a }}: b\n' }, { 't.yaml': 'a: {{ .b }}: b\n' })).toContain(
      '1 template changed and was not rendered: what it brings was not judged',
    );
  });
});

it('a release is shown as its file has it: the chart that it refers to stands in another object', () => {
  const tree = (tag: string) => ({ 'a.yaml': release('a', ref), 'o.yaml': repository(tag) });
  expect(said(tree('4.1.0'), tree('5.0.0'))).toEqual([expect.stringMatching(/^image\/chart-major apps\/HelmRelease/)]);
  expect(compared(tree('4.1.0'), tree('5.0.0')).objects.map(({ object: { kind } }) => kind)).toEqual(['OCIRepository']);
});

describe('a chart that stands in another folder', () => {
  const chart = (folder: string, version: string) => ({
    [`${folder}/Chart.yaml`]: `name: db\nversion: 0.0.0\ndependencies: [{name: postgresql, version: ${version}}]\n`,
  });

  it('is the same release, upgraded', () => {
    expect(said(chart('bootstrap/db', '1.0.0'), chart('system/db', '1.1.0'))).toEqual([
      expect.stringMatching(/^image\/chart Chart\/system\/db/),
    ]);
  });

  it('is another one where it is called otherwise', () => {
    expect(said(chart('apps/db', '1.0.0'), chart('apps/store', '1.1.0'))).toContainEqual(
      expect.stringMatching(/release-removed/),
    );
  });

  it('is uninstalled when it goes, and nothing of it is left in the cluster', () => {
    expect(said(chart('apps/db', '1.0.0'), {}).filter((one) => one.startsWith('prune/'))).toEqual([]);
  });
});

it('an umbrella that is called as the chart that it brings has the version of that chart', () => {
  const chart = (more: string) => ({
    'apps/db/Chart.yaml': 'name: db\nversion: 0.0.0\ndependencies: [{name: db, version: 1.6.1}]\n',
    'apps/db/values.yaml': `own: 1\ndb: {size: ${more}}\n`,
  });
  expect(said(chart('1'), chart('2')).filter((one) => one.startsWith('image/'))).toEqual([]);
});
