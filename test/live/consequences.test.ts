import { join } from 'node:path';
import { Kube, type KubeObject, refer } from '../../src/cluster/kube';
import type { Manifest } from '../../src/kubernetes/manifest';
import { podTemplateOf } from '../../src/kubernetes/pods';
import { compare } from '../../src/preview/compare';
import type { Consequence } from '../../src/preview/consequences/consequence';
import type { Side } from '../../src/preview/side';
import { type ControlPlane, startControlPlane } from '../../tools/control-plane';
import { type Change, changes, judged as judgedPair, type State, sideOf } from '../preview/seeded';
import { MUTATIONS, type Mutation, mutated, OBJECTS } from './immutable/mutations';
import { accepted } from './support/plane';
import { judged, tier } from './support/report';
import { STATE } from './support/state';

/** What says that the API server refuses a change; that an object is renamed says nothing of the kind. */
const REFUSED = /^(replace\/(?!renamed|moved)|data\/claim-shrunk|api\/(version-removed|stored-version-removed))/;

tier('what a preview says is refused', () => {
  let plane: ControlPlane | undefined;
  let kube: Kube;

  beforeAll(async () => {
    plane = await startControlPlane({ stateDir: join(STATE, 'consequences') });
    kube = new Kube(plane.kubeconfig);
  });

  afterAll(() => plane?.stop());

  test('of every field of what cannot be changed everywhere', async () => {
    const objects = Object.values(OBJECTS) as unknown as KubeObject[];
    await serve(kube, objects);
    await bind(kube, objects);
    const said = (wrong: readonly string[]) =>
      `${MUTATIONS.length} changes of one field, ${wrong.length} judged otherwise`;
    const wrong = await judged(said, 'kube-apiserver', async () => {
      const all: string[] = [];
      for (const mutation of MUTATIONS) {
        const answer = await kube.apply(mutated(mutation) as unknown as KubeObject, { dryRun: true });
        const ours = refusals(ofMutation(mutation)).join(', ');
        if (answer.ok === (ours !== ''))
          all.push(`${mutation.object} ${mutation.path}: ${ours || 'nothing'}, ${answer.message || 'taken'}`);
      }
      return all;
    });
    expect(wrong).toEqual([]);
    for (const object of objects) await kube.delete(refer(object));
  });

  test.each(changes().map((change) => [change.code, change] as const))(
    'of %s, and not of its neighbour',
    async (_, change) => {
      const old = objectsOf(change, 'old');
      const served = await serve(kube, old);
      try {
        await bind(kube, served);
        for (const state of ['new', 'harmless'] as const) {
          const refused = await refusedOf(kube, objectsOf(change, state));
          const said = judgedPair(change, state);
          expect({ refused: refused.length > 0, why: refused }).toEqual({
            refused: refusals(said).length > 0,
            why: refused,
          });
          if (refused.length === 0)
            expect(await otherTemplates(kube, objectsOf(change, state))).toEqual(restarts(said));
        }
      } finally {
        for (const object of served.reverse()) await remove(kube, object);
      }
    },
  );
});

function ofMutation(mutation: Mutation): readonly Consequence[] {
  const [before, after] = [OBJECTS[mutation.object], mutated(mutation)].map((manifest) =>
    side(manifest as unknown as Manifest),
  );
  return before && after ? compare(before, after).consequences : [];
}

/** The class of the claim is known: whether it may grow depends on it. */
function side(manifest: Manifest): Side {
  const all = [manifest, ...(manifest.kind === 'StorageClass' ? [] : [OBJECTS.StorageClass as unknown as Manifest])];
  return {
    environment: 'test',
    objects: all.map((one) => ({ manifest: one, file: 'test.yaml' })),
    texts: [],
    notes: [],
  };
}

function refusals(all: readonly Consequence[]): string[] {
  return all.flatMap(({ code }) => (REFUSED.test(code) ? [code] : []));
}

/** Of whom a preview says that they get other pods, sooner or later. */
function restarts(all: readonly Consequence[]): string[] {
  const found = all.filter(({ code }) => /^restart\/(rolls|on-delete|paused|next-run)$/.test(code));
  return found.map(({ about }) => String(about[0])).sort();
}

/** Workloads of which the API server would keep another template, all defaults filled in. */
async function otherTemplates(kube: Kube, objects: readonly KubeObject[]): Promise<string[]> {
  const found: string[] = [];
  for (const object of objects) {
    const { kind, metadata } = object;
    if (!/^(Deployment|StatefulSet|DaemonSet|CronJob)$/.test(kind)) continue;
    const old = await kube.get(refer(object));
    if (!old) continue;
    const now = (await kube.apply(object, { dryRun: true })).object;
    const [was, is] = [old, now].map((one) => JSON.stringify(podTemplateOf(one as Manifest)));
    if (was !== is) found.push(`${metadata.namespace}/${kind}/${metadata.name}`);
  }
  return found.sort();
}

function objectsOf(change: Change, state: State): KubeObject[] {
  return sideOf(change, state).objects.map(({ manifest }) => manifest as unknown as KubeObject);
}

/** Applies what this API server knows; kinds of operators are not among that. */
async function serve(kube: Kube, objects: readonly KubeObject[]): Promise<KubeObject[]> {
  const homes = new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []));
  const namespaces = [...homes].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  await accepted(kube, namespaces);
  const answers = await kube.applyAll(objects);
  const wrong = answers.filter(({ ok, status }) => !ok && status !== 404).map(({ message }) => message);
  expect(wrong).toEqual([]);
  return objects.filter((_, i) => answers[i]?.ok);
}

async function refusedOf(kube: Kube, objects: readonly KubeObject[]): Promise<string[]> {
  const refused: string[] = [];
  for (const object of objects) {
    const { ok, status, message } = await kube.apply(object, { dryRun: true });
    const unknown = status === 404 && !KNOWN.test(object.apiVersion);
    if (!ok && !unknown) refused.push(`${object.kind} ${object.metadata.name}: ${message}`);
  }
  return refused;
}

/** Groups of Kubernetes: a version of one that is not served is refused. */
const KNOWN = /^(v1|apps\/|batch\/|autoscaling\/|policy\/|[a-z.]+\.k8s\.io\/)/;

/**
 * Binds each claim to a PersistentVolume of its own, and waits until the controller says so: only what a bound claim has cannot shrink. A status that
 * the test wrote itself would be reset by that controller.
 */
async function bind(kube: Kube, objects: readonly KubeObject[]): Promise<void> {
  for (const claim of objects.filter(({ kind }) => kind === 'PersistentVolumeClaim')) {
    const volume = volumeFor(claim);
    if (!(await kube.get(refer(volume)))) await accepted(kube, [volume]);
    await kube.waitFor(
      refer(claim),
      (now) => (now?.status as { phase?: string } | undefined)?.phase === 'Bound',
      'not bound',
    );
  }
}

function volumeFor({ metadata, spec }: KubeObject): KubeObject {
  const { resources, accessModes, storageClassName, volumeMode, volumeName } = spec as Readonly<
    Record<string, unknown>
  >;
  const { namespace, name } = metadata;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: String(volumeName ?? `${namespace}-${name}`) },
    spec: {
      capacity: (resources as { requests: unknown }).requests,
      accessModes,
      ...(storageClassName !== undefined && { storageClassName }),
      ...(volumeMode !== undefined && { volumeMode }),
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name },
      persistentVolumeReclaimPolicy: 'Retain',
      hostPath: { path: '/nowhere' },
    },
  };
}

/** A definition takes its time, for it takes its objects along. */
async function remove(kube: Kube, object: KubeObject): Promise<void> {
  if (object.kind === 'Namespace') return;
  await kube.delete(refer(object));
  if (object.kind === 'PersistentVolumeClaim') {
    await kube.waitFor(refer(object), (now) => !now, 'still there');
    await kube.delete(refer(volumeFor(object)));
    await kube.waitFor(refer(volumeFor(object)), (now) => !now, 'still there');
  }
  if (object.kind === 'CustomResourceDefinition') await kube.waitFor(refer(object), (now) => !now, 'still there');
}
