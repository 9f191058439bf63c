import { groupBy } from '../../src/base/sort';
import { corpus } from './mutations/corpus';
import { Exceptions } from './mutations/exceptions';
import { Checks, judgeAll, serverRefuses, type Verdict } from './mutations/judge';
import type { Fields } from './mutations/sites';
import { accepted, type Plane, startPlane } from './support/plane';
import { judged, say, tier } from './support/report';
import { project, render, type Tree } from './support/tree';

/** Variants of each operator. More, or `all`, are a matter of time: STEADING_MUTANTS=all takes two to three minutes an environment. */
const { STEADING_MUTANTS = '24', STEADING_MUTANTS_SEED = '4' } = process.env;
const MOST = STEADING_MUTANTS === 'all' ? Number.POSITIVE_INFINITY : Number(STEADING_MUTANTS);
const names = project.environments();
/** No measure of anything: a machine that does other things as well needs ten times as long. */
const SLOW_MACHINE_MS = 1_800_000;

tier('objects of the trees with one change each', () => {
  const verdicts: Verdict[] = [];
  const sound: string[] = [];
  const exceptions = new Exceptions();

  for (const name of names) beforeAll(async () => judgeEnvironment(await render(name)), SLOW_MACHINE_MS);

  beforeAll(() => {
    for (const line of [...table(verdicts), ...undescribed(verdicts)]) say(line);
  });

  async function judgeEnvironment(tree: Tree): Promise<void> {
    const plane = await startPlane('mutations', tree);
    try {
      await ground(plane, tree);
      const documents = tree.documents.filter(
        ({ manifest }) =>
          !plane.missing.some(({ kind, apiVersion }) => kind === manifest.kind && apiVersion === manifest.apiVersion),
      );
      const checks = new Checks(tree);
      for (const document of documents) {
        const why = await serverRefuses(plane.kube, document.manifest as unknown as Fields);
        if (why) sound.push(`${document.path}: ${why}`);
      }
      const variants = corpus(documents, Number(STEADING_MUTANTS_SEED), MOST / names.length);
      const said = (all: readonly Verdict[]) =>
        `${tree.environment}: ${all.length} variants of ${documents.length} objects, ${all.filter(isRefused).length} of them refused`;
      verdicts.push(
        ...(await judged(said, 'kube-apiserver and the checks', () => judgeAll(plane.kube, checks, variants))),
      );
    } finally {
      await plane.stop();
    }
  }

  test('the objects themselves are sound', () => {
    expect(sound).toEqual([]);
  });

  test('at least 500 variants are broken', () => {
    expect(verdicts.filter(isRefused).length).toBeGreaterThanOrEqual(500);
  });

  test('every operator does what it says', () => {
    const wrong = verdicts.filter(
      (verdict) => !['mixed', isRefused(verdict) ? 'refused' : 'accepted'].includes(verdict.variant.operator.expected),
    );
    expect(wrong.map(written)).toEqual([]);
  });

  test('nothing that the API server refuses passes the checks', () => {
    expect(verdicts.filter((verdict) => exceptions.missed(verdict)).map(written)).toEqual([]);
  });

  test('nothing that the API server takes is an error, unless an exception says why', () => {
    const overdone = verdicts.flatMap((verdict) =>
      exceptions.overdone(verdict).map((error) => `${written(verdict)} ${error}`),
    );
    expect(overdone).toEqual([]);
  });

  test('every exception is still needed', () => {
    for (const verdict of verdicts) {
      exceptions.missed(verdict);
      exceptions.overdone(verdict);
    }
    expect(exceptions.unused()).toEqual([]);
  });
});

const isRefused = ({ refused }: Verdict): boolean => refused !== undefined;

/** The namespaces, with the service accounts that pods are admitted with. */
async function ground({ kube }: Plane, { documents }: Tree): Promise<void> {
  const namespaces = documents.map(({ manifest }) => manifest).filter(({ kind }) => kind === 'Namespace');
  await accepted(kube, namespaces);
  for (const { metadata } of namespaces) {
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', namespace: metadata.name, name: 'default' };
    await kube.waitFor(account, (found) => found !== undefined, 'not made');
  }
  await accepted(
    kube,
    documents.map(({ manifest }) => manifest).filter(({ kind }) => kind === 'ServiceAccount'),
  );
}

function written({ variant: { operator, document, where }, refused }: Verdict): string {
  return `${operator.name}, ${where} of ${document.path}: ${refused ?? 'accepted'}`;
}

/** Of each operator: how many variants, how many of them refused, on how many both agree. */
function table(verdicts: readonly Verdict[]): string[] {
  const rows = new Map<string, { all: number; refused: number; agreed: number }>();
  for (const verdict of verdicts) {
    for (const name of [verdict.variant.operator.name, 'all operators']) {
      const row = rows.get(name) ?? { all: 0, refused: 0, agreed: 0 };
      row.all += 1;
      if (isRefused(verdict)) row.refused += 1;
      if (isRefused(verdict) === verdict.errors.length > 0) row.agreed += 1;
      rows.set(name, row);
    }
  }
  return [...rows].map(
    ([name, { all, refused, agreed }]) =>
      `${name}: ${all} variants, ${refused} refused, ${((100 * agreed) / all).toFixed(1)} % agreed`,
  );
}

/** Kinds that no package describes: how many variants, how many of them were refused and nobody here saw it. */
function undescribed(verdicts: readonly Verdict[]): string[] {
  const others = verdicts.filter(({ isDescribed }) => !isDescribed);
  return [...groupBy(others, ({ variant }) => variant.document.manifest.kind)].map(([kind, all]) => {
    const missed = all.filter((verdict) => isRefused(verdict) && verdict.errors.length === 0);
    return `${kind}, of which only the metadata is judged: ${all.length} variants, ${missed.length} refused and not found`;
  });
}
