import type { Plan, Resource } from '../../../../src/backends/pulumi/resource';
import { Kube, type KubeObject, refer } from '../../../../src/cluster/kube';
import type { Deployment } from '../../../../src/model/delivery';
import type { Plane } from '../plane';
import { judged, say, tier } from '../report';
import type { Tree } from '../tree';
import { type Engine, type Ran, succeeded } from './engine';
import { whileFinalized } from './finalizers';
import { deployment, objectsOf, startGround } from './ground';
import { tooEarly, unlike } from './judge';
import { providers } from './plugins';
import { drawnValues, GIVEN, givenTo, present } from './values';

const ENGINE = `Pulumi's engine 3.200.0 and language host 3.68.0 with ${providers()}, over kube-apiserver`;

export interface LifeProps {
  /** The key that all machines of its inventory state; their commands are only written down. @default - it has no machines */
  readonly machines?: string;
}

/** The life of an environment under Pulumi: seen beforehand, made, made again, put back and taken down. */
export function lives(name: string, mode: Deployment['mode'], { machines }: LifeProps = {}): void {
  tier(`pulumi up of ${name}, ${mode}`, () => {
    let tree: Tree;
    let planned: Plan;
    let plane: Plane | undefined;
    let engine: Engine | undefined;
    let previewed: Ran;
    let first: Ran;
    let given: string | undefined;
    let before: readonly KubeObject[];
    let after: readonly KubeObject[];

    const ours = () => {
      if (!plane || !engine) throw new Error('nothing was started');
      return { kube: plane.kube, engine };
    };
    const objects = (): KubeObject[] => objectsOf(planned);
    const inCluster = async (kube = ours().kube): Promise<KubeObject[]> => {
      return (await Promise.all(objects().map(async (one) => (await kube.get(refer(one))) ?? []))).flat();
    };

    beforeAll(async () => {
      ({ tree, planned, plane, engine } = await startGround({
        ...{ name, mode, suite: `up-${mode}` },
        ...(machines && { machines }),
      }));
      given = givenTo(tree, planned);
      before = await inCluster();
      previewed = succeeded(await engine.run('preview', deployment(mode), ...(given ? [given] : [])));
      after = await inCluster();
      const said = ({ changes }: Ran) => `${name}, ${mode}: ${changes.create} resources created`;
      first = succeeded(await judged(said, ENGINE, () => ours().engine.run('up')));
    });

    afterAll(async () => {
      engine?.stop();
      await plane?.stop();
    });

    test('a preview says what is made, and makes nothing', () => {
      expect(previewed.changes).toEqual({ create: planned.length + 1 });
      expect(after.map(refer)).toEqual(before.map(refer));
    });

    test('everything is made', () => {
      expect(first.changes).toEqual({ create: planned.length + 1 });
    });

    test('nothing begins before all that comes first has ended', () => {
      expect(tooEarly(planned, first.log)).toEqual([]);
    });

    test('and who begins too early would be found', () => {
      const last = first.log.filter((line) => line.startsWith('begin ')).at(-1) ?? '';
      const early = [last, ...first.log.filter((line) => line !== last)];
      expect(tooEarly(planned, early)[0]).toContain(`${last.replace('begin create ', '')} began before `);
    });

    test('every object is in the cluster as the tree has it', async () => {
      expect((await inCluster()).map(refer)).toEqual(objects().map(refer));
      if (mode === 'direct') expect(await unlike(ours().kube, tree)).toEqual([]);
    });

    test('no value is in the state, its history or anything that was said', async () => {
      const { kube, engine } = ours();
      const values = await drawnValues(kube, tree, planned);
      expect(await present(kube, tree, GIVEN)).toBe(given !== undefined);
      const [disk, log] = [engine.onDisk(), engine.log().join('\n')];
      const all = [...values, GIVEN].flatMap((value) => [value, Buffer.from(value).toString('base64')]);
      expect(all.filter((value) => [disk, log, first.said].some((text) => text.includes(value)))).toEqual([]);
      expect(disk).toContain('ciphertext');
      say(`${name}, ${mode}: ${values.length} values looked for`);
    });

    test('a second one changes nothing', async () => {
      const { changes, log } = succeeded(await ours().engine.run('up'));
      expect([changes, log]).toEqual([{ same: planned.length + 1 }, []]);
    });

    test('what somebody changed or deleted is put back, and nothing else is touched', async () => {
      const { kube, engine } = ours();
      const scaled = find(planned, 'apps/v1:Deployment');
      const deleted =
        find(planned, 'core/v1:ConfigMap') ?? find(planned, 'core/v1:Secret') ?? find(planned, 'core/v1:Namespace');
      if (!deleted) throw new Error('there is nothing to delete');
      const before = scaled && (await kube.get(scaled.at));
      if (scaled) {
        const { apiVersion, kind, ...metadata } = scaled.at;
        const replicas = { apiVersion, kind, metadata, spec: { replicas: 3 } };
        expect(await kube.apply(replicas as KubeObject, { fieldManager: 'kubectl' })).toMatchObject({ ok: true });
      }
      expect(await kube.delete(deleted.at)).toBe(true);
      const seen = succeeded(await engine.run('refresh'));
      const { log } = succeeded(await engine.run('up'));
      expect(log.filter((line) => line.startsWith('end')).sort()).toEqual([
        `end create ${deleted.id}`,
        ...(scaled ? [`end update ${scaled.id}`] : []),
      ]);
      expect(seen.changes).toEqual({
        same: planned.length - (scaled ? 1 : 0),
        ...(scaled && { update: 1 }),
        delete: 1,
      });
      if (scaled) expect((await kube.get(scaled.at))?.spec).toEqual(before?.spec);
      expect(await kube.get(deleted.at)).toMatchObject(
        deleted.inputs.kind === 'ConfigMap' ? { data: deleted.inputs.data } : {},
      );
    });

    test('it is taken down by who has released what keeps state', async () => {
      const { kube, engine } = ours();
      const kept = planned.filter(({ options }) => options.protect).map(({ name: of }) => of);
      expect(kept).not.toEqual([]);
      const { log } = succeeded(await engine.run('up', deployment(mode, kept)));
      expect(log.filter((line) => !/ update /.test(line))).toEqual([]);
      succeeded(await whileFinalized(kube, engine.run('destroy')));
      expect(engine.resources()).toEqual([]);
      // One that does not know yet which kinds there were: those of charts are gone with them.
      const left = await inCluster(new Kube(plane?.kubeconfig ?? ''));
      expect(left.filter((one) => !isGivenBack(one)).map(refer)).toEqual([]);
    });
  });
}

/** Of what the cluster itself makes, nothing is left that was laid over it. */
function isGivenBack({ kind, metadata, ...rest }: KubeObject): boolean {
  return kind === 'ServiceAccount' && metadata.name === 'default' && !('automountServiceAccountToken' in rest);
}

/** The first of a kind, and where it is. */
function find(planned: Plan, kind: string): (Resource & { at: ReturnType<typeof refer> }) | undefined {
  const found = planned.find(({ type }) => type === `kubernetes:${kind}`);
  return found && { ...found, at: refer(found.inputs as unknown as KubeObject) };
}
