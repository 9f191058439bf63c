import { join } from 'node:path';
import { Component, type Stack, Workload } from '../../src';
import { type Lowered, loweredOf } from '../../src/backends/artifact';
import { model } from '../../src/backends/model';
import { identity } from '../../src/checks/object/objects';
import type { Manifest } from '../../src/kubernetes/manifest';
import type { GitOpsDelivery } from '../../src/model/delivery';
import { build as lab } from '../constructs/lab';
import { APPLICATIONS, FLUX, FOLDERS, shop } from '../fixtures/flux';
import { CLUSTER, WEB } from '../invalid/props';
import { type Built, build, filesOf, kustomizeIn, toldOf } from '../support/kustomize';
import { project } from '../support/project';
import { judge } from './judges';
import { declared, environments, type Rendered, rendered } from './rendered';

/** What the hash of a name could get wrong. U+0085, U+2028 and U+2029 are not among them: kustomize itself makes line ends of them. */
const TEXTS = {
  empty: '',
  html: '<a href="x?a=1&b=2"></a>\n',
  lines: 'a\r\nb\rc\n\n\n',
  blanks: ' a \n\tb\t\n  ',
  spaces: 'a\tb\u00a0c',
  letters: 'é 日本 😀 \ud7ff\ue000 \ufeff',
  yaml: '- "a": b # c\n---\n...\n',
  quotes: '\'"\\ $(A) ${B} {{ .C }}\n',
  long: `${'long '.repeat(500)}\n`,
};

const delivered = environments().flatMap((name): [string, Rendered][] => {
  const tree = rendered(name);
  return tree.graph.delivery.engine === 'flux' ? [[name, tree]] : [];
});

/** Every tree that Flux would read. */
const TREES: readonly (readonly [string, Rendered])[] = [
  ['a folder for each application', declared((stack) => shop(stack, FLUX, APPLICATIONS))],
  ['a Kustomization for each folder', declared((stack) => shop(stack, FLUX, FOLDERS))],
  ['texts in plain files', declared((stack) => texts(stack, TEXTS))],
  ['the services of document 003', declared(lab)],
  ['homelab, by Flux', rendered('homelab', { ...FLUX, path: 'homelab' })],
  ...delivered,
];

function texts(stack: Stack, contents: Readonly<Record<string, string>>): void {
  stack.deliver(FLUX);
  const on = stack.cluster('home', CLUSTER).namespace('shop');
  const web = new Workload(new Component(stack, 'web'), 'web', { ...WEB, on });
  for (const [name, content] of Object.entries(contents))
    web.file(`/etc/web/${name}`, content, { configMap: `web-${name}`, plain: `${name}.txt` });
  web.file('/etc/web/all', Object.values(contents).join(), { configMap: 'web-all', plain: 'all.txt' });
  web.file('/etc/web/more', 'more', { configMap: 'web-all' });
}

const plain = (manifest: Manifest) => JSON.parse(JSON.stringify(manifest));
const key = (manifest: Manifest) => identity({ manifest } as Lowered);
const byKey = (manifests: readonly Manifest[]) => manifests.map((one) => [key(one), plain(one)]).sort();

judge('kustomize', { wanted: '5.8.3', judges: TREES.map(([name]) => name) }, ({ folder }) => {
  const program = kustomizeIn(folder);

  describe.each(TREES)('%s', (_, { graph, artifacts }) => {
    const root = project(filesOf(artifacts));
    const told = toldOf(graph, artifacts);
    const { layout: { entry, folders = [{ path: 'apps', each: true }] } = {} } = graph.delivery as GitOpsDelivery;
    const isTold = ({ path }: { path: string | null }) => !entry && path?.startsWith('clusters/');
    const wholes = folders.flatMap(({ path, each }) => (each ? [path] : []));

    it('is built to what the model says, each object once', async () => {
      const built = (await Promise.all(told.map(({ path }) => build(program, join(root, path))))).flat();
      const lowered = artifacts
        .filter((artifact) => !isTold(artifact))
        .flatMap((artifact) => loweredOf([artifact]))
        .filter(({ layer }) => layer !== 'onDemand');
      expect(byKey(built.map(({ manifest }) => manifest))).toEqual(byKey(lowered.map(({ manifest }) => manifest)));
      const known = model(graph, artifacts).objects.filter(
        (object) => object.from === 'manifest' && object.layer !== 'onDemand' && !isTold(object),
      );
      const named = known.map(({ namespace, name, ...rest }) => ({
        ...rest,
        metadata: { name, ...(namespace !== null && { namespace }) },
      }));
      expect(built.map(({ manifest }) => key(manifest)).sort()).toEqual(named.map(key).sort());
    });

    if (wholes.length > 0)
      it.each(wholes)('%s as a whole is what its parts are', async (whole) => {
        const parts = told.filter(({ path }) => path.startsWith(`${whole}/`));
        const [all, ...each] = await Promise.all(
          [whole, ...parts.map(({ path }) => path)].map((path) => build(program, join(root, path))),
        );
        const objects = (built: readonly Built[] = []) => byKey(built.map(({ manifest }) => manifest));
        expect(objects(all)).toEqual(objects(each.flat()));
      });
  });

  describe('says no', () => {
    const [[, { artifacts }] = TREES[0] as never] = TREES;
    const web = async (change: (files: Record<string, string>) => void) => {
      const files = filesOf(artifacts);
      change(files);
      return (await build(program, join(project(files), 'apps/web'))).map(({ manifest }) => manifest);
    };
    const expected = byKey(
      loweredOf(artifacts.filter(({ path }) => path.startsWith('apps/web/'))).map(({ manifest }) => manifest),
    );

    it('to nothing, where nothing is changed', async () => {
      expect(byKey(await web(() => undefined))).toEqual(expected);
    });

    it('to a plain file that a person has edited: ConfigMap and pods are others', async () => {
      const edited = byKey(await web((files) => (files['apps/web/web-models.yaml'] += '# more\n')));
      expect(edited.map(([name]) => name)).not.toEqual(expected.map(([name]) => name));
      const [deployment] = edited.filter(([name]) => name === 'apps Deployment shop/web');
      expect(expected).not.toContainEqual(deployment);
    });

    it('to a ConfigMap that a workload calls by another name', async () => {
      const found = await web((files) => {
        files['apps/web/deployment-web.yaml'] = (files['apps/web/deployment-web.yaml'] ?? '').replace(
          'name: web-models\n',
          'name: web-modles\n',
        );
      });
      expect(byKey(found)).not.toEqual(expected);
    });

    it('to a file that is named and not there', async () => {
      await expect(web((files) => delete files['apps/web/service-web.yaml'])).rejects.toThrow('service-web.yaml');
    });
  });
});
