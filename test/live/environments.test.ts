import { parseAllDocuments } from 'yaml';
import { UNDEFINED } from '../../tools/definitions';
import { DEPRECATED, document, LONELY, MISSPELT, NAMESPACE, NEVER_READY, STRANDED } from './support/broken';
import { changedByAgain, deploy, type Judgement, standInSecrets, untilReady } from './support/deploy';
import { drain, uncordon } from './support/drain';
import { changesLive, drift } from './support/drift';
import { accepted, type Plane, startPlane } from './support/plane';
import { danglingReferences } from './support/references';
import { judged, say, tier } from './support/report';
import { deaf, namespacesOf } from './support/services';
import { project, render, type Tree } from './support/tree';

const API_SERVER = 'kube-apiserver';

/** Every environment that the project has: a new one joins by existing. */
tier.each(project.environments())('environment %s, on a control plane of its own', (name) => {
  let tree: Tree;
  let plane: Plane | undefined;
  let judgements: Judgement[];

  beforeAll(async () => {
    tree = await render(name);
    const started = await startPlane('environments', tree, { nodes: true });
    plane = started;
    const said = (all: Judgement[]) => `${name}: ${all.length} objects applied`;
    judgements = await judged(said, API_SERVER, () => deploy(started, tree.documents));
    leftOut(tree, started);
  });

  afterAll(() => plane?.stop());

  const ours = (): Plane => {
    if (!plane) throw new Error('no control plane');
    return plane;
  };

  test('the API server would take what runs on demand', async () => {
    const { missing } = ours();
    const isMissing = ({ manifest: { apiVersion, kind } }: Tree['onDemand'][number]) =>
      missing.some((one) => one.apiVersion === apiVersion && one.kind === kind);
    for (const { manifest, text, path } of tree.onDemand.filter((document) => !isMissing(document))) {
      const { ok, message } = await ours().kube.apply(manifest, { text, dryRun: true });
      expect([path, ok, message]).toEqual([path, true, expect.anything()]);
    }
  });

  test('every file says what was meant, to a parser of YAML 1.1 as well', () => {
    for (const { text, manifest } of tree.documents) {
      const [read] = parseAllDocuments(text, { version: '1.1', uniqueKeys: true });
      expect(read?.toJS()).toEqual(JSON.parse(JSON.stringify(manifest)));
    }
  });

  test('the API server refuses nothing of it, with strict field validation', () => {
    expect(
      judgements.flatMap(({ document: { path }, answer }) => (answer.ok ? [] : [`${path}: ${answer.message}`])),
    ).toEqual([]);
  });

  test('every kind is judged that a package defines', () => {
    const { missing } = ours();
    const left = tree.documents.filter(({ manifest: { apiVersion, kind } }) =>
      missing.some((one) => one.apiVersion === apiVersion && one.kind === kind),
    );
    expect(judgements).toHaveLength(tree.documents.length - left.length);
    // A machine may lack what a package needs, such as Java: then its kinds are named and left out. CI's does not.
    if (process.env.CI) expect(missing.filter(({ why }) => why !== UNDEFINED)).toEqual([]);
  });

  test('the API server warns of nothing', () => {
    const warnings = judgements.flatMap(({ document: { path }, answer }) =>
      answer.warnings.map((text) => `${path}: ${text}`),
    );
    expect(warnings).toEqual([]);
  });

  test('every workload becomes ready on the nodes of the inventory, every Job completes, every claim is bound', async () => {
    const { kube } = ours();
    const count = await standInSecrets(kube, tree);
    say(`${name}: ${count} Secrets are stand-ins with the keys of their contracts: nothing here opens a SealedSecret`);
    const objects = tree.documents.map(({ manifest }) => manifest);
    const said = ({ ready }: { ready: number }) => `${name}: ${ready} workloads and claims ready`;
    const { late } = await judged(said, 'kube-controller-manager, kube-scheduler and kwok', () =>
      untilReady(kube, objects),
    );
    expect(late).toEqual([]);
    const claims = await kube.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' });
    expect((await untilReady(kube, claims, 10_000)).late).toEqual([]);
  });

  test('with any one node of several gone, every pod is ready on the others', async () => {
    const { kube } = ours();
    const nodes = tree.graph.clusters.flatMap(({ nodes }) => Object.keys(nodes));
    const objects = tree.documents.map(({ manifest }) => manifest);
    const drained = async () => {
      const late: string[] = [];
      for (const node of nodes) {
        await drain(kube, node);
        late.push(...(await untilReady(kube, objects)).late.map((why) => `without ${node}: ${why}`));
        await uncordon(kube, node);
      }
      return late;
    };
    if (nodes.length < 2) return;
    const said = () => `${name}: ready without each of ${nodes.length} nodes in turn`;
    expect(await judged(said, 'kube-scheduler and kwok', drained)).toEqual([]);
  });

  test('every pod finds the objects and keys that it refers to', async () => {
    expect(await danglingReferences(ours().kube, namespacesOf(tree))).toEqual([]);
  });

  test('every Service finds its pods, at the ports that it names', async () => {
    expect(await deaf(ours().kube, tree)).toEqual([]);
  });

  test('applying it again changes nothing', async () => {
    const documents = judgements.map(({ document }) => document);
    const said = (changed: string[]) => `${name}: ${documents.length} objects applied again, ${changed.length} changed`;
    const changed = await judged(said, API_SERVER, () => changedByAgain(ours().kube, documents));
    expect(changed).toEqual([]);
  });

  test('`steading preview --live` sees nothing where the tree runs, and just what somebody changed', async () => {
    const { kube, kubeconfig, missing } = ours();
    const preview = () => changesLive(name, kubeconfig);
    const undefinedKinds = missing.map(({ kind }) => kind);
    const known = (all: string[]) =>
      all.filter((change) => !undefinedKinds.some((kind) => change.includes(`${kind}/`)));
    expect(known(await preview())).toEqual([]);

    const changed = await drift(
      kube,
      judgements.map(({ document }) => document.manifest),
    );
    const said = (all: string[]) => `${name}: ${all.length} of ${changed.length} changes found`;
    expect(await judged(said, API_SERVER, async () => known(await preview()))).toEqual(changed);
    await deploy(ours(), tree.documents);
  });

  test('each judge says no to one thing that is broken', async () => {
    const { kube } = ours();
    await accepted(kube, [NAMESPACE]);
    const refused = await deploy(ours(), [document(MISSPELT)]);
    expect(refused[0]?.answer.message).toContain('.spec.template.spec.volums');
    const warned = await deploy(ours(), [document(DEPRECATED)]);
    expect(warned[0]?.answer.warnings).toEqual([expect.stringContaining('beta.kubernetes.io/arch')]);

    await accepted(kube, [...NEVER_READY, STRANDED, LONELY]);
    const { ready, late } = await untilReady(kube, NEVER_READY, 3_000);
    expect([ready, late.length]).toEqual([0, NEVER_READY.length]);
    expect(await danglingReferences(kube, ['broken'])).toEqual(['pod stranded wants ConfigMap nowhere']);
    expect(await deaf(kube, { ...tree, documents: [document(LONELY)] })).toHaveLength(1);

    const [first] = tree.documents.filter(({ manifest: { kind } }) => kind === 'NetworkPolicy' || kind === 'Service');
    if (!first) return;
    const other = { ...first, text: first.text.replace('metadata:', 'metadata:\n  annotations: {changed: "yes"}') };
    expect(await changedByAgain(kube, [other])).toEqual([`${first.path} is changed`]);
  });
});

/** What is not judged here, and why: nobody should take silence for a verdict. */
function leftOut({ environment, model, artifacts }: Tree, { missing }: Plane): void {
  const releases = model.objects.filter(({ from }) => from.startsWith('release/')).length;
  const cluster = model.objects.filter(({ from }) => from === 'cluster').length;
  say(`${environment}: left out are ${releases} objects that Helm releases bring, and ${cluster} that the cluster has`);
  const texts = artifacts.filter(({ content }) => typeof content === 'string').length;
  if (texts > 0) say(`${environment}: ${texts} files that are no manifests are not judged here`);
  for (const { apiVersion, kind, why } of missing)
    say(`${environment}: ${kind} of ${apiVersion} is not judged, it has no definition here: ${why}`);
}
