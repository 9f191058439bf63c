import { sideOfTree } from '../../src/preview/read/tree';
import { withApplications } from '../../src/render/sets';

const set = (generators: string, template: string, more = '') => ({
  file: 'set.yaml',
  content: `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: all, namespace: argocd}\nspec: {generators: [${generators}], ${more}template: ${template}}\n`,
});
const chart = (folder: string) => ({ file: `${folder}/Chart.yaml`, content: 'name: x\nversion: 1.0.0\n' });

function made(...files: { file: string; content: string }[]): unknown[] {
  const { objects } = withApplications(sideOfTree('test', files));
  return objects.flatMap(({ manifest }) =>
    manifest.kind === 'Application' ? [[manifest.metadata.namespace, manifest.metadata.name, manifest.spec]] : [],
  );
}

const TEMPLATE = '{metadata: {name: "{{path.basename}}"}, spec: {source: {path: "{{path}}"}}}';

it('folders of the tree make Applications, and what is excluded makes none', () => {
  const git = '{git: {repoURL: x, directories: [{path: "apps/*"}, {path: apps/old, exclude: true}]}}';
  expect(made(set(git, TEMPLATE), chart('apps/blog'), chart('apps/old'), chart('apps/wiki'), chart('other'))).toEqual([
    ['argocd', 'blog', { source: { path: 'apps/blog' } }],
    ['argocd', 'wiki', { source: { path: 'apps/wiki' } }],
  ]);
});

it('a star ends at a slash', () => {
  const git = '{git: {repoURL: x, directories: [{path: "*"}]}}';
  expect(made(set(git, TEMPLATE), chart('apps/blog'))).toEqual([['argocd', 'apps', { source: { path: 'apps' } }]]);
});

it('a list makes Applications', () => {
  const list = '{list: {elements: [{env: dev}, {env: prod}]}}';
  const template = '{metadata: {name: "web-{{env}}"}, spec: {source: {path: "envs/{{env}}"}}}';
  expect(made(set(list, template))).toEqual([
    ['argocd', 'web-dev', { source: { path: 'envs/dev' } }],
    ['argocd', 'web-prod', { source: { path: 'envs/prod' } }],
  ]);
});

it("Go's templates name parameters with a dot", () => {
  const list = '{list: {elements: [{env: dev}]}}';
  const template = '{metadata: {name: "web-{{ .env }}"}, spec: {a: "{{ .env | upper }}", b: "{{env}}"}}';
  expect(made(set(list, template, 'goTemplate: true, '))).toEqual([
    ['argocd', 'web-dev', { a: '{{ .env | upper }}', b: '{{env}}' }],
  ]);
});

it('what another server or a cluster is asked for makes nothing', () => {
  expect(made(set('{clusters: {}}', TEMPLATE), set('{git: {files: [{path: "*.json"}]}}', TEMPLATE))).toEqual([]);
});
