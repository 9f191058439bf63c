import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { ObjectChange } from '../../src/preview/change';
import { compare } from '../../src/preview/compare';
import { consequences } from '../../src/preview/consequences';
import { type Consequence, nameOf } from '../../src/preview/consequences/consequence';
import type { Subject } from '../../src/preview/consequences/judge';
import { type Found, sideOfTree } from '../../src/preview/read/tree';
import type { Side } from '../../src/preview/side';

export const CHANGES = join(__dirname, 'changes');

/** A folder per consequence: `old`, `new` with the change, `harmless` with its nearest neighbour; a file each, or a folder. */
export interface Change {
  /** The code: `data/claim-shrunk`. */
  readonly code: string;
  readonly folder: string;
}

export function changes(): Change[] {
  return readdirSync(CHANGES).flatMap((risk) =>
    readdirSync(join(CHANGES, risk)).map((name) => ({ code: `${risk}/${name}`, folder: join(CHANGES, risk, name) })),
  );
}

/** What a tree does not say: `beyond.yaml`, by state. */
interface Beyond {
  readonly beyond?: Side['beyond'];
  readonly hosts?: Subject['hosts'];
  readonly reach?: Subject['reach'];
  readonly onDemand?: boolean;
}

export type State = 'old' | 'new' | 'harmless';

export function sideOf({ folder }: Change, state: State): Side {
  const side = sideOfTree('homelab', filesOf(join(folder, state)));
  const { beyond, onDemand } = beyondOf(folder)[state] ?? {};
  const objects = onDemand ? side.objects.map((placed) => ({ ...placed, layer: 'onDemand' as const })) : side.objects;
  return { ...side, objects, ...(beyond && { beyond }) };
}

/** What changes from the old state to this one brings about. */
export function judged(change: Change, state: State): Consequence[] {
  const [before, after] = [sideOf(change, 'old'), sideOf(change, state)];
  const { hosts, reach } = beyondOf(change.folder)[state] ?? {};
  const comparison = compare(before, after);
  const renames = (beyondOf(change.folder) as { renames?: readonly (readonly [string, string])[] }).renames ?? [];
  const objects = renames.reduce(renamed, comparison.objects);
  return consequences({ before, after, ...comparison, objects, ...(hosts && { hosts }), ...(reach && { reach }) });
}

/** A removal and an addition that are one change to a reader. */
function renamed(objects: readonly ObjectChange[], [from, to]: readonly [string, string]): readonly ObjectChange[] {
  const was = objects.find(({ what, object }) => what === 'removed' && nameOf(object) === from);
  const is = objects.find(({ what, object }) => what === 'added' && nameOf(object) === to);
  if (!was?.before || !is) return objects;
  const what = was.object.namespace === is.object.namespace ? 'renamed' : 'moved';
  return [...objects.filter((one) => one !== was && one !== is), { ...is, what, was: was.object, before: was.before }];
}

function beyondOf(folder: string): Partial<Record<State, Beyond>> {
  const file = join(folder, 'beyond.yaml');
  return existsSync(file) ? (load(readFileSync(file, 'utf8')) as Partial<Record<State, Beyond>>) : {};
}

function filesOf(path: string): Found[] {
  if (existsSync(`${path}.yaml`)) return [{ file: 'platform.yaml', content: readFileSync(`${path}.yaml`, 'utf8') }];
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => ({ file, content: readFileSync(join(path, file), 'utf8') }));
}

/** As a person reads it. */
export function written(all: readonly Consequence[]): string {
  if (all.length === 0) return 'nothing\n';
  return all
    .map(
      ({ level, code, about, message, advice }) =>
        `${level}  ${code}  ${about.join(', ')}\n  ${message}\n  ${advice}\n`,
    )
    .join('\n');
}
