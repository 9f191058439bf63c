import fs from 'node:fs';
import { join } from 'node:path';
import { compareTrees, type Tree, writeTrees } from '../../src/write';
import fc from '../support/chance';
import { clear, expected, put, scratch, snapshot } from './support';

afterAll(clear);

const path = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
const file = fc.record({
  path,
  mode: fc.constantFrom(0o644, 0o755),
  content: fc.oneof(fc.constantFrom('', 'a', 'b'), fc.string({ unit: 'grapheme' })),
});

/** Any files that can stand together: of two that cannot, the first stays. */
const files = fc
  .array(file, { maxLength: 12 })
  .map((all) =>
    all.filter(({ path }, i) =>
      all
        .slice(0, i)
        .every((other) => !`${other.path}/`.startsWith(`${path}/`) && !`${path}/`.startsWith(`${other.path}/`)),
    ),
  );

const trees = (environments: readonly string[]) =>
  fc.tuple(...environments.map((environment) => files.map((made): Tree => ({ environment, files: made }))));
const step = fc.oneof(trees(['one']), trees(['two']), trees(['one', 'two']));

/** A person's names are others than Steading's, but they are in the same folders. */
const mine = fc.uniqueArray(fc.tuple(fc.constantFrom('one', 'two'), path), { maxLength: 3, selector: String });

test('trees written one after the other leave exactly the last of each, and what a person put there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), mine, async (steps, persons) => {
      const out = scratch();
      const last = new Map<string, Tree>();
      for (const trees of steps) {
        const before = snapshot(out);
        const foreseen = await compareTrees(out, trees);
        expect(snapshot(out)).toEqual(before);
        expect(await writeTrees(out, trees)).toEqual(foreseen);
        for (const tree of trees) last.set(tree.environment, tree);
        const found = snapshot(out);
        expect(found).toEqual(expected(...last.values()));
        for (const path of foreseen.added) expect(before[path]).toBeUndefined();
        for (const path of foreseen.changed) expect(found[path]).not.toBe(before[path]);
        for (const path of foreseen.removed)
          expect([before[path] === undefined, found[path]]).toEqual([false, undefined]);
        expect(await compareTrees(out, trees)).toMatchObject({ added: [], changed: [], removed: [] });
      }
      // A person adds files and an empty folder beside what is there; all that Steading made goes again.
      const kept: Record<string, string> = {};
      for (const [environment, folder] of persons) {
        const blocked = Object.keys(snapshot(out)).some((path) => `${environment}/${folder}/`.startsWith(`${path}/`));
        if (blocked) continue;
        put(out, `${environment}/${folder}/mine`);
        fs.mkdirSync(join(out, environment, folder, 'empty'));
        kept[`${environment}/${folder}/mine`] = '644 mine\n';
        kept[`${environment}/${folder}/empty/`] = 'empty folder';
      }
      const none = ['one', 'two'].map((environment) => ({ environment, files: [] }));
      await writeTrees(out, none);
      expect(snapshot(out)).toEqual({ ...expected(...none), ...kept });
      fs.rmSync(out, { recursive: true });
    }),
    { numRuns: 150, seed: 3 },
  );
});
