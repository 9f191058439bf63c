import type { Manifest } from '../../src/kubernetes/manifest';
import { type Comparison, compare, readable } from './support/netpol';
import { judged, tier } from './support/report';
import { project, render, type Tree } from './support/tree';

tier.each(project.environments())('network policies of %s', (name) => {
  let tree: Tree;

  beforeAll(async () => {
    tree = await render(name);
  });

  test('admit what the graph says, for every pair of pods and for the outside', async () => {
    const said = ({ pairs, outside }: Comparison) => `${name}: ${pairs} pairs of pods and ${outside} addresses outside`;
    const { differences } = await judged(said, 'netpol-analyzer', () =>
      compare(
        tree,
        readable(tree).map(({ text }) => text),
      ),
    );
    expect(differences).toEqual([]);
  });

  test.each([
    ['lets everybody in', (spec: Spec) => ({ ...spec, ingress: [{}] })],
    ['lets nobody in', (spec: Spec) => ({ ...spec, ingress: [] })],
    ['lets everything out', (spec: Spec) => ({ ...spec, policyTypes: ['Ingress', 'Egress'], egress: [{}] })],
    ['opens another port', (spec: Spec) => JSON.parse(JSON.stringify(spec).replace(/"port":\d+/, '"port":9'))],
    ['selects nobody', (spec: Spec) => ({ ...spec, podSelector: { matchLabels: { nobody: 'here' } } })],
  ])('are seen to differ where one of them %s', async (what, broken) => {
    const denied = tree.graph.namespaces.filter((namespace) => namespace.denied);
    // Where nobody is kept in, letting out changes nothing.
    const isVain = what === 'lets everything out' && denied.length === 0;
    const found = tree.documents.find(
      ({ manifest: { kind, spec } }) => kind === 'NetworkPolicy' && ((spec as Spec).ingress?.length ?? 0) > 0,
    );
    if (isVain) return expect(denied).toEqual([]);
    // Where nobody runs yet who is kept from others, nobody is let in either.
    const closed = new Set(denied.map((namespace) => namespace.name));
    const entered = tree.graph.connections.filter(
      ({ target }) => target && 'pods' in target && closed.has(target.pods.namespace),
    );
    if (!found) return expect(entered).toEqual([]);
    const texts = readable(tree).map((document) =>
      document === found ? JSON.stringify(changed(found.manifest, broken)) : document.text,
    );
    expect((await compare(tree, texts)).differences).not.toEqual([]);
  });
});

interface Spec {
  readonly ingress?: readonly unknown[];
}

function changed(manifest: Manifest, change: (spec: Spec) => unknown): Manifest {
  return { ...manifest, spec: change(manifest.spec as Spec) };
}
