import type { Environment } from '../../src/model/environment';
import { APPLICATIONS, FLUX, FOLDERS, shop } from '../fixtures/flux';
import { changedByAgain, deploy, type Judgement, standInSecrets, untilReady } from './support/deploy';
import { type Plane, startPlane } from './support/plane';
import { danglingReferences } from './support/references';
import { judged, tier } from './support/report';
import { namespacesOf } from './support/services';
import { renderAs, type Tree } from './support/tree';

const LAYOUTS = [
  ['shop', APPLICATIONS],
  ['market', FOLDERS],
] as const;

tier.each(LAYOUTS)('a tree for Flux, %s, as kustomize builds it', (name, layout) => {
  let tree: Tree;
  let plane: Plane;
  let judgements: Judgement[];

  beforeAll(async () => {
    const environment: Environment = { name, config: {}, build: (stack) => shop(stack, FLUX, layout) };
    tree = await renderAs(environment, { config: {}, others: {}, sealed: new Map(), today: '2026-01-01' });
    plane = await startPlane('flux', tree, { nodes: true });
    const said = (all: Judgement[]) => `${name}: ${all.length} objects applied in the order of Flux`;
    judgements = await judged(said, 'kube-apiserver', () => deploy(plane, tree.documents));
  });

  afterAll(() => plane?.stop());

  it('is taken by the API server, with the kinds of Flux itself', () => {
    const refused = judgements.filter(({ answer }) => !answer.ok || answer.warnings.length > 0);
    expect(refused.map(({ document, answer }) => [document.path, answer])).toEqual([]);
    const kinds = new Set(judgements.map(({ document }) => document.manifest.kind));
    for (const kind of ['Kustomization', 'HelmRelease', 'HelmRepository', 'OCIRepository'])
      expect(kinds).toContain(kind);
  });

  it('becomes ready, with the ConfigMap that kustomize named', async () => {
    await standInSecrets(plane.kube, tree);
    const objects = tree.documents.map(({ manifest }) => manifest);
    expect((await untilReady(plane.kube, objects)).late).toEqual([]);
    expect(await danglingReferences(plane.kube, namespacesOf(tree))).toEqual([]);
  });

  it('is not changed by applying it again', async () => {
    const documents = judgements.map(({ document }) => document);
    expect(await changedByAgain(plane.kube, documents)).toEqual([]);
  });
});
