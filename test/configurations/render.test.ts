import { mkdirSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { project } from '../support/project';
import { run, steading } from '../support/steading';
import { judge } from './judges';

type Tree = Readonly<Record<string, string>>;

const CLAIM = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: "{{ .Release.Name }}-data"}
spec: {resources: {requests: {storage: "{{ .Values.size }}"}}}
---
apiVersion: v1
kind: Secret
metadata: {name: "{{ .Release.Name }}"}
stringData: {password: "{{ randAlphaNum 10 }}"}
`;
const chart = (folder: string): Tree => ({
  [`${folder}/Chart.yaml`]: 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
  [`${folder}/values.yaml`]: 'size: 10Gi\n',
  [`${folder}/templates/all.yaml`]: CLAIM,
});
const DEPLOYMENT = (image: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "${image}", env: [{name: HOST, value: "\${HOST}"}], envFrom: [{configMapRef: {name: c}}]}]}
`;
const flux = (kind: string, name: string, group: string, spec: string) =>
  `apiVersion: ${group}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: flux-system}\nspec: {${spec}}\n`;
const OWN = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: own}\n';
const KUSTOMIZE = 'kustomize.toolkit.fluxcd.io/v1';
const HELM = 'helm.toolkit.fluxcd.io/v2';
const SOURCE = 'source.toolkit.fluxcd.io/v1';

/** Rendered by helm and kustomize themselves, as anybody has them on the PATH. */
judge('helm', { wanted: '3.19.2', judges: ['diff'], beside: ['kustomize'] }, ({ folder, path }) => {
  let server: Server;
  let repository: string;
  let asked: string[] = [];
  const cache = mkdtempSync(join(tmpdir(), 'steading-charts-'));

  beforeAll(async () => {
    const charts = project(chart('db'));
    server = createServer(({ url = '/' }, response) => {
      asked.push(url);
      try {
        response.end(readFileSync(join(charts, url)));
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    repository = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const helm = (...args: string[]) => run(join(folder, 'helm'), args, { cwd: charts });
    expect((await helm('package', 'db')).code).toBe(0);
    expect((await helm('repo', 'index', '.', '--url', repository)).code).toBe(0);
  });
  afterAll(() => server.close());

  interface Said {
    readonly verdict: string;
    readonly environments: readonly [{ readonly objects: readonly unknown[]; readonly notes: readonly string[] }];
  }
  const diff = async (before: string | Tree, after: string | Tree, ...args: string[]) => {
    const at = (tree: string | Tree) => (typeof tree === 'string' ? tree : project(tree));
    const env = { PATH: `${path}:${process.env.PATH}`, XDG_CACHE_HOME: cache };
    const ended = await steading(['diff', at(before), at(after), '--name', 'test', ...args], { env });
    return ended.stdout;
  };
  const json = async (...args: Parameters<typeof diff>) => JSON.parse(await diff(...args, '--format', 'json')) as Said;

  it('a chart of the tree, under the name of its folder; what it draws anew each time does not differ', async () => {
    const said = await diff(chart('apps/db'), { ...chart('apps/db'), 'apps/db/values.yaml': 'size: 5Gi\n' });
    expect(said).toContain('db/PersistentVolumeClaim/db-data requests 5Gi instead of 10Gi');
    expect(said).not.toContain('Secret');
    expect(said).not.toContain('not rendered');
  });

  it('an umbrella, with a chart of the tree and one of a repository', async () => {
    const umbrella = (size: string) => ({
      ...chart('charts/db'),
      'apps/all/Chart.yaml': `apiVersion: v2\nname: all\nversion: 1.0.0\ndependencies:\n- {name: db, version: 1.0.0, repository: "file://../../charts/db"}\n- {name: db, alias: far, version: 1.0.0, repository: "${repository}"}\n`,
      'apps/all/values.yaml': `db: {size: ${size}}\nfar: {size: ${size}}\n`,
    });
    expect(await diff(umbrella('10Gi'), umbrella('5Gi'))).toContain('all/PersistentVolumeClaim/all-data requests 5Gi');
  });

  describe('a HelmRelease', () => {
    const tree = (spec: string, more: Tree = {}): Tree => ({
      'hr.yaml': flux('HelmRelease', 'db', HELM, `targetNamespace: data, releaseName: db, ${spec}`),
      'source.yaml': flux('HelmRepository', 'charts', SOURCE, `url: "${repository}"`),
      ...more,
    });
    const named = 'chart: {spec: {chart: db, version: 1.0.0, sourceRef: {kind: HelmRepository, name: charts}}}';

    it('of a repository: fetched once, then it is in the cache, and nobody is asked', async () => {
      const [old, now] = [tree(`${named}, values: {size: 10Gi}`), tree(`${named}, values: {size: 5Gi}`)];
      expect(await diff(old, now)).toContain('data/PersistentVolumeClaim/db-data requests 5Gi');
      asked = [];
      expect(await diff(old, now, '--offline')).toContain('data/PersistentVolumeClaim/db-data requests 5Gi');
      expect(asked).toEqual([]);
    });

    it('by a HelmChart, with values of a ConfigMap', async () => {
      const by = (size: string) =>
        tree('chartRef: {kind: HelmChart, name: db}, valuesFrom: [{kind: ConfigMap, name: values}]', {
          'chart.yaml': flux(
            'HelmChart',
            'db',
            SOURCE,
            'chart: db, version: 1.0.0, sourceRef: {kind: HelmRepository, name: charts}',
          ),
          'values.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: values, namespace: flux-system}\ndata: {values.yaml: "size: ${size}"}\n`,
        });
      expect(await diff(by('10Gi'), by('5Gi'))).toContain('data/PersistentVolumeClaim/db-data requests 5Gi');
    });

    it('whose chart cannot be had is said not to be judged', async () => {
      const other = named.replace('1.0.0', '9.9.9');
      const { verdict, environments } = await json(
        tree(`${named}, values: {size: 10Gi}`),
        tree(`${other}, values: {size: 5Gi}`),
        '--offline',
      );
      expect(verdict).toContain('1 release changed, its chart was not rendered: what it brings was not judged');
      expect(environments[0].notes).toContainEqual(expect.stringContaining('is not in the cache'));
    });
  });

  it('an Application of several sources, and one that an ApplicationSet makes', async () => {
    const tree = (size: string): Tree => ({
      'app.yaml': `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: one, namespace: argocd}\nspec:\n  destination: {namespace: data}\n  sources:\n  - {repoURL: "${repository}", chart: db, targetRevision: 1.0.0, helm: {valueFiles: [$values/envs/a.yaml]}}\n  - {repoURL: https://git.example/x, ref: values}\n`,
      'set.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: s, namespace: argocd}\nspec:\n  generators: [{git: {repoURL: https://git.example/x, directories: [{path: "apps/*"}]}}]\n  template: {metadata: {name: "{{path.basename}}-x"}, spec: {destination: {namespace: own}, source: {repoURL: https://git.example/x, path: "{{path}}"}}}\n',
      'envs/a.yaml': `size: ${size}\n`,
      ...chart('apps/two'),
      'apps/two/values.yaml': `size: ${size}\n`,
    });
    const said = await diff(tree('10Gi'), tree('5Gi'));
    expect(said).toContain('data/PersistentVolumeClaim/one-data requests 5Gi');
    expect(said).toContain('own/PersistentVolumeClaim/two-x-data requests 5Gi');
  });

  describe('a kustomization', () => {
    const tree = (image: string, more: Tree = {}): Tree => ({
      'base/kustomization.yaml': 'resources: [web.yaml]\nconfigMapGenerator: [{name: c, literals: [a=1]}]\n',
      'base/web.yaml': DEPLOYMENT(image),
      'parts/more/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n- target: {kind: Deployment}\n  patch: |\n    - {op: replace, path: /spec/replicas, value: 3}\n',
      'prod/kustomization.yaml': 'resources: [../base]\ncomponents: [../parts/more]\n',
      'clusters/a/prod.yaml': flux(
        'Kustomization',
        'prod',
        KUSTOMIZE,
        'path: ./prod, prune: true, targetNamespace: prod, sourceRef: {kind: GitRepository, name: flux-system}, postBuild: {substitute: {HOST: a.example}}',
      ),
      ...more,
    });

    it('with a component and what Flux puts in', async () => {
      const said = await diff(
        tree('x/web:1'),
        tree('x/web:2', {
          'parts/more/kustomization.yaml': tree('')['parts/more/kustomization.yaml']?.replace('3', '4') ?? '',
        }),
      );
      expect(said).toMatch(
        /~ prod\/Deployment\/web {2}base\/web.yaml\n {4}spec.replicas: 3 → 4\n {4}spec.template.spec.containers\[web\].image: x\/web:1 → x\/web:2\n/,
      );
      expect(said).not.toContain('kustomization.yaml');
    });

    it('a value of the cluster reaches what takes it', async () => {
      const old = tree('x/web:1');
      const said = await diff(old, {
        ...old,
        'clusters/a/prod.yaml': (old['clusters/a/prod.yaml'] ?? '').replace('a.example', 'b.example'),
      });
      expect(said).toContain('env[HOST].value: a.example → b.example');
    });

    it.each([
      ['an absolute path', (outside: string) => outside],
      ['a path out of the tree', (outside: string) => `../../../../../../../..${outside}`],
    ])('%s leads nowhere', async (_, path) => {
      const outside = join(project({ 'outside.txt': 'of nobody else' }), 'outside.txt');
      const text = `configMapGenerator: [{name: c, files: [${path(outside)}]}]\nresources: [../b/own.yaml]\n`;
      const { environments } = await json(
        { 'a/kustomization.yaml': 'resources: []\n', 'b/own.yaml': OWN },
        { 'a/kustomization.yaml': text, 'b/own.yaml': OWN },
      );
      expect(JSON.stringify(environments[0].objects)).not.toContain('nobody else');
      expect(environments[0].notes).toContainEqual(expect.stringMatching(/^a: kustomize does not build it/));
    });

    it('a link leads nowhere either', async () => {
      const [old, now] = [
        project(chart('apps/db')),
        project({
          ...chart('apps/db'),
          'apps/db/templates/b.yaml':
            'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\ndata: {h: "{{ .Files.Get "files/h" }}"}\n',
        }),
      ];
      mkdirSync(join(now, 'apps/db/files'));
      symlinkSync('/etc/hostname', join(now, 'apps/db/files/h'));
      expect(await diff(old, now)).toContain("h: ''");
    });

    it('what it takes from another server is not fetched, and its file is shown', async () => {
      asked = [];
      const remote = (name: string) => ({
        'a/kustomization.yaml': `resources: ["${repository}/${name}.yaml", own.yaml]\n`,
        'a/own.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: own}\n',
      });
      expect(await diff(remote('one'), remote('two'))).toContain('~ a/kustomization.yaml');
      expect(asked).toEqual([]);
    });
  });

  it('what is the same on both sides is not rendered: it may be broken', async () => {
    const broken = {
      ...chart('apps/db'),
      'apps/db/templates/x.yaml': '{{ fail "broken" }}',
      'b/kustomization.yaml': 'resources: [none.yaml]\n',
    };
    expect(await diff(broken, broken)).toBe('nothing changes\n');
  });
});
