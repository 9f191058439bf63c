// Child process: makes one fleet and writes it to disk. Prints what it took as JSON; the clock starts when all modules are loaded.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loweredOf } from '../src/backends/artifact';
import { written as write } from '../src/cli/commands/synth';
import { summaryText } from '../src/cli/print/summary';
import type { Stack } from '../src/model/stack';
import { draft, type Synthesis } from '../src/synthesize';
import { writeTrees } from '../src/write';
import { type Ciphertext, declareFleet } from './fleet';
import { type Measured, median, Stopwatch } from './measured';

const TODAY = '2026-01-31';

/** What `steading synth` does, step by step: files are laid ready while they are checked, and `write` is what is left of it then. What is printed comes after the clock has stopped, with one of its own. */
async function run(objects: number, out: string) {
  const watch = new Stopwatch();
  const sealed: Ciphertext = new Map();
  const environment = { name: 'fleet', config: {}, build: (stack: Stack) => declareFleet(stack, objects, sealed) };
  const made = draft(environment, { config: {}, others: {}, sealed, today: TODAY }, watch.lap);
  const written = await write([made], (trees, agree) => {
    watch.lap('render');
    return writeTrees(out, trees, async () => {
      const agreed = await agree();
      watch.lap('check');
      return agreed;
    });
  });
  watch.lap('write');
  const [synthesis] = written.syntheses;
  const { changes } = written;
  if (!synthesis || !changes) throw new Error(JSON.stringify(synthesis?.findings[0]));
  const measured = watch.read(loweredOf(synthesis.artifacts).length);
  return { measured, synthesis, changes };
}

/** The same objects for cdk8s: a chart a workload, and one a namespace. */
function objectsOf({ artifacts }: Synthesis): string {
  return JSON.stringify(
    loweredOf(artifacts).map(({ component, layer, manifest }) => {
      const { name, namespace = name } = manifest.metadata;
      return { chart: component === 'namespaces' && layer === 'workload' ? namespace : component, manifest };
    }),
  );
}

/** A folder of its own for every run, and nothing is removed before the end: ext4 makes files slowly where it has just removed some. */
function fresh(folder: string): string {
  return mkdtempSync(join(folder, 'run-'));
}

async function once(folder: string, objects: number, file: string | undefined): Promise<Measured> {
  const { measured, synthesis, changes } = await run(objects, fresh(folder));
  const start = performance.now();
  summaryText([synthesis], changes, folder);
  const print = (performance.now() - start) / 1000;
  if (file) writeFileSync(file, objectsOf(synthesis));
  return { ...measured, phases: { ...measured.phases, print } };
}

/** Both sizes in one process that has compiled all it is going to: what is left of a difference is growth. */
async function warm(folder: string, sizes: readonly number[]): Promise<Measured[]> {
  const repeated = async (objects: number, times: number): Promise<Measured> => {
    const runs: Measured[] = [];
    while (runs.length < times) runs.push((await run(objects, fresh(folder))).measured);
    return median(runs);
  };
  const [small = 0, large = 0] = sizes;
  await repeated(small, 10);
  return [await repeated(small, 5), await repeated(large, 1)];
}

async function main([folder = '', ...rest]: readonly string[]): Promise<void> {
  const result =
    rest[0] === '--warm' ? warm(folder, rest.slice(1).map(Number)) : once(folder, Number(rest[0]), rest[1]);
  process.stdout.write(JSON.stringify(await result));
}

void main(process.argv.slice(2));
