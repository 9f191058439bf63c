import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { definitions, isCustom, UNDEFINED } from '../../tools/definitions';
import { GO_MODULES } from '../../tools/definitions/go';
import modules from '../../tools/definitions/modules.json';
import { temporary } from '../support/project';
import { accepted, startPlane } from './support/plane';
import { judged, say, tier } from './support/report';
import { project, render } from './support/tree';

/** Kinds of the environments that no registry has a definition of: MinIO's operator is a module of no version since its fifth. */
const NOWHERE = ['Tenant'];

const KINDS = [
  { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' },
  { apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret' },
  { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' },
  { apiVersion: 'traefik.io/v1alpha1', kind: 'IngressRoute' },
];

/** As in a folder of definitions: what tells one from that of a package is its label. */
const LOCAL = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: ingressroutes.traefik.io, labels: {from: folder}}
spec:
  group: traefik.io
  names: {kind: IngressRoute, plural: ingressroutes}
  scope: Namespaced
  versions: [{name: v1alpha1, served: true, storage: true}, {name: v1, served: false, storage: false}]
`;

tier('definitions of custom kinds', () => {
  const { STEADING_DEFINITIONS } = process.env;

  afterEach(() => {
    if (STEADING_DEFINITIONS === undefined) delete process.env.STEADING_DEFINITIONS;
    else process.env.STEADING_DEFINITIONS = STEADING_DEFINITIONS;
  });

  test('come from Go modules of the operators, each once; kinds of Kubernetes need none', async () => {
    process.env.STEADING_DEFINITIONS = '';
    const said = ({ found }: { found: readonly unknown[] }) => `${found.length} definitions`;
    const own = { apiVersion: 'apps/v1', kind: 'Deployment' };
    const { found, missing } = await judged(said, 'Go modules', () => definitions([...KINDS, ...KINDS, own]));
    expect(missing).toEqual([]);
    expect(found.map(({ metadata }) => metadata.name)).toEqual([
      'applications.argoproj.io',
      'sealedsecrets.bitnami.com',
      'certificates.cert-manager.io',
      'ingressroutes.traefik.io',
    ]);
  });

  test('are in the files of the modules in which they are looked for', async () => {
    const wanted = modules.flatMap(({ files }) => Object.values(files).flat());
    const absent: string[] = [];
    for (const kind of wanted) {
      const source = GO_MODULES.find((one) => one.has(kind));
      const [group, name] = kind.split('/');
      const text = readFileSync((await source?.file(kind, say)) ?? '', 'utf8');
      const found = (loadAll(text) as { spec?: { group: string; names: { kind: string } } }[]).some(
        (one) => one?.spec?.group === group && one.spec?.names.kind === name,
      );
      if (!found) absent.push(kind);
    }
    expect([wanted.length > 50, absent]).toEqual([true, []]);
  });

  test('are to be had for what the environments make, with nothing beside the checkout', async () => {
    process.env.STEADING_DEFINITIONS = '';
    const trees = await Promise.all(project.environments().map(render));
    const kinds = trees.flatMap(({ documents, onDemand }) =>
      [...documents, ...onDemand].map(({ manifest }) => manifest),
    );
    const said = ({ found }: { found: readonly unknown[] }) =>
      `${found.length} definitions of ${kinds.filter(isCustom).length} objects`;
    const { missing } = await judged(said, 'the packages of the operators', () => definitions(kinds, say));
    const lacking = process.env.CI ? missing : missing.filter(({ why }) => why === UNDEFINED);
    expect(lacking.map(({ kind, why }) => [kind, why])).toEqual(NOWHERE.map((kind) => [kind, UNDEFINED]));
  });

  test('come from a folder where it has them, at the versions that it serves', async () => {
    const folder = temporary();
    mkdirSync(join(folder, 'older', 'traefik.io'), { recursive: true });
    writeFileSync(join(folder, 'older', 'traefik.io', 'ingressroute.yaml'), LOCAL);
    process.env.STEADING_DEFINITIONS = folder;
    const { found } = await definitions([{ apiVersion: 'traefik.io/v1alpha1', kind: 'IngressRoute' }]);
    expect(found.map(({ metadata }) => metadata.labels)).toEqual([{ from: 'folder' }]);
  });

  test('that neither has are named, with the reason', async () => {
    process.env.STEADING_DEFINITIONS = '';
    const kinds = [
      { apiVersion: 'example.org/v1', kind: 'Widget' },
      { apiVersion: 'traefik.io/v9', kind: 'IngressRoute' },
    ];
    const { missing } = await definitions(kinds);
    expect(missing.map(({ kind, why }) => [kind, why])).toEqual([
      ['Widget', UNDEFINED],
      ['IngressRoute', expect.stringMatching(/does not serve it$/)],
    ]);
  });
});

/** What a folder has that `STEADING_DEFINITIONS` names: also kinds of which no registry has a definition. */
const folders = process.env.STEADING_DEFINITIONS ? tier : tier.skip;

folders.each(project.environments())('custom objects of %s, by the definitions of a folder', (name) => {
  test('are taken by the API server, each kind of them', async () => {
    const tree = await render(name);
    const plane = await startPlane('definitions', tree);
    try {
      const manifests = [...tree.documents, ...tree.onDemand].map(({ manifest }) => manifest);
      const custom = manifests.filter(isCustom);
      await accepted(
        plane.kube,
        manifests.filter(({ kind }) => kind === 'Namespace'),
      );
      const said = (all: readonly string[]) => `${name}: ${custom.length} custom objects, ${all.length} refused`;
      const refused = await judged(said, 'kube-apiserver, by definitions of a folder', async () => {
        const answers = await Promise.all(custom.map((object) => plane.kube.apply(object, { dryRun: true })));
        return answers.flatMap(({ ok, message }, i) => (ok ? [] : [`${custom[i]?.metadata.name}: ${message}`]));
      });
      expect([refused, plane.missing]).toEqual([[], []]);
    } finally {
      await plane.stop();
    }
  });
});
