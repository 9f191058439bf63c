import { plan } from '../../src/backends/pulumi/plan';
import type { Plan } from '../../src/backends/pulumi/resource';
import { ROOT } from '../support/steading';
import { Engine, type Ran } from './support/engine/engine';
import { tooEarly } from './support/engine/judge';
import { type Plane, startPlane } from './support/plane';
import { judged, tier } from './support/report';
import { project, render, type Tree } from './support/tree';

const ENGINE = "Pulumi's engine 3.200.0, over kube-apiserver";

tier.each(['homelab', 'idp', 'lab'])('pulumi up of %s', (name) => {
  let tree: Tree;
  let planned: Plan;
  let plane: Plane | undefined;
  let engine: Engine | undefined;
  let first: Ran;

  const ours = () => {
    if (!plane || !engine) throw new Error('nothing was started');
    return { kube: plane.kube, engine };
  };

  beforeAll(async () => {
    tree = await render(name);
    planned = planOf(tree);
    plane = await startPlane('up', tree, { nodes: true });
    const { missing, kubeconfig } = plane;
    const noted = missing.map(({ apiVersion, kind }) => `kubernetes:${apiVersion}:${kind}`);
    engine = await Engine.start({ root: ROOT, environment: name, kubeconfig, noted });
    const said = ({ changes }: Ran) => `${name}: ${changes.create} resources created`;
    first = succeeded(await judged(said, ENGINE, () => ours().engine.run('up')));
  }, 400_000);

  afterAll(async () => {
    engine?.stop();
    await plane?.stop();
  });

  test('everything is made', () => {
    expect(first.changes).toEqual({ create: planned.length + 1 });
  });

  test('nothing begins before all that comes first has ended', () => {
    expect(tooEarly(planned, first.log)).toEqual([]);
  });

  test('a second one changes nothing', async () => {
    const { changes, log } = succeeded(await ours().engine.run('up'));
    expect([changes, log]).toEqual([{ same: planned.length + 1 }, []]);
  });
});

function planOf({ graph, sealed }: Tree): Plan {
  return plan(graph, sealed, { mode: 'direct', unprotect: [] });
}

function succeeded(ran: Ran): Ran {
  if (ran.code !== 0) throw new Error(ran.said);
  return ran;
}
