// `npm run bench [-- --runs 3] [--full] [--in DIR]`: fleets from declaration to disk, and cdk8s' `App.synth` on the same objects in the same run.
// Then hosts: thirteen machines side by side, and one; and previews: two trees, against `diff` with dyff.
// Every number is the median of fresh processes that take turns, and leaves out what loading the modules takes. Needs 2 GB of disk.
// It fails only when something crashes: what misses its bar is said.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { each, type Measured, median, middle } from './measured';
import { previews } from './previews';
import { type Bar, barsText, type Fleet, fleetsText, phasesText, previewsText } from './report';

const SMALL = 1_000;
const MIDDLE = 10_000;
const LARGE = 50_000;
const ROOT = resolve(__dirname, '..');

/** On a disk: `/tmp` may be memory. */
const DISK = existsSync('/var/tmp') ? '/var/tmp' : tmpdir();

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    full: { type: 'boolean', default: false },
    in: { type: 'string', default: DISK },
  },
});
const rounds = Array.from({ length: Number(values.runs) }, (_, i) => i);
const folder = mkdtempSync(join(values.in, 'steading-bench-'));

function child(command: string, ...args: string[]): string {
  process.stderr.write(
    `${[command, ...args]
      .slice(args[0] === '--require' ? 3 : 0)
      .join(' ')
      .replaceAll(`${folder}/`, '')}\n`,
  );
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stderr.slice(-2_000)}`);
  return stdout;
}

function measured<T>(script: string, ...args: string[]): T {
  return JSON.parse(child(process.execPath, '--require', 'tsx/cjs', join(__dirname, script), ...args));
}

/** Steading, cdk8s, Steading, cdk8s … cdk8s both as it comes and with a file an object, as Steading writes: the former is superlinear. */
function fleet(objects: number, compared: boolean): Fleet {
  const same = join(folder, `${objects}.json`);
  const peer = (output: string, round: number): Measured[] =>
    compared ? [measured<Measured>('cdk8s.ts', same, join(folder, `${output}-${objects}-${round}`), output)] : [];
  const runs = rounds.map((round) => ({
    steading: measured<Measured>('steading.ts', folder, String(objects), ...(compared ? [same] : [])),
    charts: peer('FILE_PER_CHART', round),
    resources: peer('FOLDER_PER_CHART_FILE_PER_RESOURCE', round),
  }));
  const cdk8s = {
    charts: median(runs.flatMap((run) => run.charts)),
    resources: median(runs.flatMap((run) => run.resources)),
  };
  return { steading: median(runs.map((run) => run.steading)), ...(compared && { cdk8s }) };
}

/** Thirteen machines, as document 001 has them, and one of the same. */
function fleetOfHosts(): { one: number; thirteen: number; server: string } {
  const runs = rounds.map(() => [1, 13].map((count) => measured<HostsRun>('hosts.ts', String(count))));
  const seconds = (which: number): number => middle(runs.map((run) => run[which]?.seconds ?? 0));
  return { one: seconds(0), thirteen: seconds(1), server: runs[0]?.[0]?.server ?? '' };
}

interface HostsRun {
  readonly seconds: number;
  readonly server: string;
}

/** From the prompt to the prompt, npm and all. */
function startSeconds(): number {
  const begin = performance.now();
  child('npm', 'start', '--silent', '--', '--out', join(folder, 'start'));
  return (performance.now() - begin) / 1000;
}

/** What one file costs on this disk now, in microseconds: above 100 all that follows is slow, too. */
function plainFile(name: string): number {
  const files = 2_000;
  mkdirSync(join(folder, name));
  const begin = performance.now();
  for (let i = 0; i < files; i++) writeFileSync(join(folder, name, String(i)), 'a plain file\n'.repeat(100));
  return ((performance.now() - begin) / files) * 1000;
}

/** What keeps the numbers from being Steading's own. */
function circumstances({ before, after }: { before: number; after: number }, run: Measured): string {
  const slow = Math.max(before, after) > 100 ? ' (slow: busy, or ext4 within 6 minutes of removing many files)' : '';
  const core = run.cpuSeconds / run.seconds;
  const busy = core < 0.9 ? ' (busy: times are too long, ratios and processor time hold)' : '';
  return `a plain file of 1.3 kB took ${before.toFixed(0)} µs before and ${after.toFixed(0)} µs after${slow}
10,000 objects had ${core.toFixed(1)} cores${busy}`;
}

async function main(): Promise<void> {
  const before = plainFile('before');
  const fleets = [fleet(SMALL, true), fleet(MIDDLE, true), fleet(LARGE, values.full)] as const;
  const warmed = rounds.map(() =>
    measured<[Measured, Measured]>('steading.ts', folder, '--warm', `${SMALL}`, `${LARGE}`),
  );
  const warm = [median(warmed.map(([small]) => small)), median(warmed.map(([, large]) => large))] as const;
  const hosts = fleetOfHosts();
  const start = middle(rounds.map(startSeconds));
  const compared = [
    await previews(measured, folder, SMALL, rounds.length),
    await previews(measured, folder, MIDDLE, rounds.length),
  ] as const;
  const disk = { before, after: plainFile('after') };

  const [{ steading: small }, { steading: middling }, { steading: large }] = fleets;
  const bars: Bar[] = [
    { what: 'time an object, 50,000 to 1,000, as run', value: each(large) / each(small), most: 1.3, unit: '' },
    { what: 'the same in one process, warmed up', value: each(warm[1]) / each(warm[0]), most: 1.3, unit: '' },
    { what: '10,000 objects on disk', value: middling.seconds, most: 2, unit: ' s' },
    { what: '10,000 objects, peak memory', value: middling.megabytes, most: 500, unit: ' MB' },
    { what: 'npm start, whole process', value: start, most: 2, unit: ' s' },
    { what: 'diff of two trees of 10,000 objects', value: compared[1].diff.seconds, most: 5, unit: ' s' },
    { what: 'the same, peak memory', value: compared[1].diff.megabytes, most: 1_000, unit: ' MB' },
    {
      what: 'the same, time an object, 10,000 to 1,000',
      value: each(compared[1].diff) / each(compared[0].diff),
      most: 1.3,
      unit: '',
    },
    { what: 'preview of all environments, whole process', value: compared[1].preview, most: 5, unit: ' s' },
    { what: `13 hosts to one, ${hosts.server}`, value: hosts.thirteen / hosts.one, most: 2.5, unit: '' },
  ];
  const machine = { node: process.version, cpu: cpus()[0]?.model, cores: availableParallelism(), load: loadavg()[0] };
  const said = [
    fleetsText(fleets),
    phasesText(fleets),
    previewsText(compared),
    barsText(bars),
    circumstances(disk, middling),
  ];
  process.stdout.write(`${said.join('\n\n')}\n\n`);
  process.stdout.write(
    `${JSON.stringify({ schema: 1, runs: rounds.length, machine, disk, fleets, warm, hosts, start, compared, bars })}\n`,
  );
}

// Ctrl-C ends the child as well; that it did is an error here, and the folder goes.
process.on('SIGINT', () => undefined);
main().finally(() => rmSync(folder, { recursive: true, force: true }));
