import { availableParallelism } from 'node:os';
import { prepared } from '../preview/prepared';
import type { Placed, Side } from '../preview/side';
import { type Both, both, bothDone, differing } from './both';
import { type Build, buildsIn } from './kustomizations';
import type { Kustomize } from './kustomize';
import { inTurns } from './scratch';
import type { Tree } from './tree';

/** Kustomizations may make Kustomizations, which make further ones. */
const WAVES = 6;

interface Made {
  readonly inputs: string;
  readonly builds: Both<Build | undefined>;
  readonly objects: Both<readonly Placed[]>;
  /** Why it was not built. @default - it was */
  readonly failed?: string;
}

const NONE: Promise<{ readonly objects: readonly Placed[] }> = Promise.resolve({ objects: [] });

/** Both states with what kustomize builds, where that differs. */
export async function withBuilds(plain: Both<Side>, trees: Both<Tree>, kustomize: Kustomize): Promise<Both<Side>> {
  const made = new Map<string, Made>();
  let sides = plain;
  for (let wave = 0; wave < WAVES; wave++) {
    const builds = both(prepared(...sides), (side, i) => buildsIn(side, trees[i]));
    const due = differing(builds, ({ inputs }) => inputs).filter(({ key, inputs }) => made.get(key)?.inputs !== inputs);
    if (due.length === 0) break;
    await inTurns(due, availableParallelism(), async ({ key, pair, inputs }) => {
      const built = await bothDone(both(pair, (one, i) => (one ? kustomize.build(one, trees[i]) : NONE)));
      const [reason] = built.flatMap((one) => ('reason' in one ? [one.reason] : []));
      const folder = (pair[1] ?? pair[0])?.folder;
      made.set(key, {
        inputs,
        builds: reason === undefined ? pair : [undefined, undefined],
        objects: both(built, (one) => ('objects' in one && reason === undefined ? one.objects : [])),
        ...(reason !== undefined && {
          failed: `${folder || 'kustomization.yaml'}: kustomize does not build it: ${reason}`,
        }),
      });
    });
    sides = both(plain, (side, i) => replaced(side, i, [...made.values()], builds[i]));
  }
  return sides;
}

/** A side whose files that were built give way to what was built of them. */
function replaced(side: Side, i: 0 | 1, made: readonly Made[], all: readonly Build[]): Side {
  const done = made.flatMap(({ builds }) => builds[i] ?? []);
  const ids = new Set(done.map(({ id }) => id));
  const filesOf = (builds: readonly Build[]) =>
    new Set(builds.flatMap(({ reads }) => reads.files.map(({ file }) => file)));
  const others = filesOf(all.filter(({ id }) => !ids.has(id)));
  const gone = new Set([...filesOf(done)].filter((file) => !others.has(file)));
  const incomplete = filesOf(done.filter(({ reads }) => reads.remote.length > 0));
  const isGone = ({ file }: { readonly file: string }) => gone.has(file.replace(/ \(\d+\)$/, ''));
  return {
    ...side,
    objects: [...side.objects.filter((one) => !isGone(one)), ...made.flatMap(({ objects }) => objects[i])],
    texts: side.texts.filter((one) => !isGone(one) || incomplete.has(one.file)),
    notes: [...side.notes, ...made.flatMap(({ failed }) => failed ?? [])],
  };
}
