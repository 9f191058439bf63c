import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitions } from '../../tools/definitions';
import { temporary } from '../support/project';
import { judged, tier } from './support/report';

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
      ['Widget', 'no package is known that defines it'],
      ['IngressRoute', expect.stringMatching(/does not serve it$/)],
    ]);
  });
});
