import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { binary, isBuilt, type Progress } from './build';
import { PRODUCTS, type ProductRecipe } from './products';
import { environment, hasEnvironment } from './python';
import { RECIPES, type Recipe, type RecipeName } from './recipes';

/** A program that judges, which this machine need not have yet. */
export interface Judge {
  readonly name: string;
  /** What getting it takes, for people. */
  readonly takes: string;
  isThere(): Promise<boolean>;
  get(say: Progress): Promise<unknown>;
}

/** What the benchmarks ask, and what `npm run test:controllers` asks. */
const OF_OTHERS: readonly string[] = [
  ...['kubeconform', 'dyff'],
  ...['argocd', 'source-controller', 'kustomize-controller', 'helm-controller'],
];

/** Built one after the other: a build uses every core. */
const BUILT: readonly Judge[] = (Object.keys(RECIPES) as RecipeName[])
  .filter((name) => !OF_OTHERS.includes(name))
  .map((name) => ({
    name,
    takes: (RECIPES[name] as Recipe).takes,
    isThere: () => isBuilt(name),
    get: (say) => binary(name, say),
  }));

/** Downloaded, beside the builds. */
const FETCHED: readonly Judge[] = [
  ...Object.entries<ProductRecipe>(PRODUCTS).flatMap(([name, { from, find, get }]): Judge[] =>
    find
      ? [
          {
            name,
            takes: `${from}, under a minute`,
            isThere: async () => (await find()) !== undefined,
            get: (say) => get('', say),
          },
        ]
      : [],
  ),
  ...readdirSync(join(__dirname, 'python')).map((file): Judge => {
    const name = file.replace('.txt', '');
    const isThere = () => hasEnvironment(name);
    return { name, takes: 'packages of PyPI, one to three minutes', isThere, get: (say) => environment(name, say) };
  }),
];

/**
 * Says which judges are not here yet and how long each takes, gets them, and says how long each took. What cannot be had
 * is said: its tests are skipped then, or fail in CI.
 */
export async function getJudges(say: Progress): Promise<void> {
  const absent = await Promise.all([BUILT, FETCHED].map(async (all) => (await Promise.all(all.map(isAbsent))).flat()));
  const wanted = absent.flat();
  say(`judges: ${BUILT.length + FETCHED.length - wanted.length} are here, ${wanted.length} are built or installed now`);
  for (const { name, takes } of wanted) say(`judges:   ${name}: ${takes}`);
  if (wanted.length === 0) return;
  const started = Date.now();
  await Promise.all(absent.map((lane) => inTurn(lane, say)));
  say(`judges: all of this took ${since(started)}; it is kept`);
}

/** One whose tool is missing is absent: asking for it says what is missing. */
async function isAbsent(judge: Judge): Promise<Judge[]> {
  return (await judge.isThere().catch(() => false)) ? [] : [judge];
}

async function inTurn(judges: readonly Judge[], say: Progress): Promise<void> {
  for (const { name, get } of judges) {
    const started = Date.now();
    try {
      await get(say);
      say(`judges: ${name}, ${since(started)}`);
    } catch (error) {
      say(`judges: ${name} cannot be had here: ${(error as Error).message}`);
    }
  }
}

function since(started: number): string {
  const seconds = Math.round((Date.now() - started) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

if (require.main === module) void getJudges((line) => process.stderr.write(`${line}\n`));
