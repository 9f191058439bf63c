import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { join } from 'node:path';
import { writeTrees } from '../../src/write';
import { judge, ownName, parseName } from '../../src/write/holder';
import { takeLock } from '../../src/write/lock';
import { openRoom, roomOf } from '../../src/write/room';
import type { Job } from './child';
import { fleet } from './fleet';
import { Worker } from './processes';
import { clear, expected, failing, leftBehind, recover, scratch, snapshot, tree } from './support';

afterAll(clear);

const small = tree({ a: 'a' });
const self = parseName(ownName());
if (!self) throw new Error('own name cannot be read');
const linux = fs.existsSync('/proc/self/stat');

/** A lock in `out` as a process with these marks would have left it. */
function lockBy(out: string, marks: Partial<typeof self>): string {
  const { pid, start, boot, space, host } = { ...self, ...marks };
  const name = [pid, start, boot, space, encodeURIComponent(host ?? ''), 'abc'].join('+');
  fs.mkdirSync(roomOf(out).lock, { recursive: true });
  fs.writeFileSync(join(roomOf(out).lock, name), '');
  return name;
}

const gone = () => spawnSync(process.execPath, ['-e', '']).pid;

describe('a lock that somebody holds', () => {
  test('is waited for a little, then refused with the number of the process', async () => {
    const [here, there] = [scratch(), scratch()];
    await writeTrees(here, [small]);
    const lock = await takeLock(roomOf(here));
    lockBy(there, { host: 'elsewhere', pid: 7 });
    const [error, other, third] = await Promise.all([
      failing(writeTrees(here, [tree({ a: 'b' })])),
      failing(writeTrees(there, [small])),
      failing(recover(there)),
    ]);
    expect(error).toMatchObject({
      kind: 'busy',
      message: `another steading (pid ${process.pid}) is writing in ${here} now`,
      fix: 'wait until it has ended; then run again',
    });
    expect(other.message).toContain('pid 7 on elsewhere, which cannot be seen from here');
    expect(other.fix).toContain(`if it no longer runs, remove ${roomOf(there).lock}`);
    expect(third.kind).toBe('busy');
    lock.release();
    expect(snapshot(here)).toEqual(expected(small));
    expect(leftBehind(here)).toBe(false);
    fs.rmSync(roomOf(there).lock, { recursive: true });
    await writeTrees(there, [small]);
    expect(snapshot(there)).toEqual(expected(small));
  });

  test('is taken when it is free in time', async () => {
    const out = scratch();
    const lock = await takeLock(roomOf(out));
    const writing = writeTrees(out, [small]);
    setTimeout(() => lock.release(), 150);
    await writing;
    expect(snapshot(out)).toEqual(expected(small));
  });

  test('is not one: the error says what to remove', async () => {
    const out = scratch();
    fs.mkdirSync(roomOf(out).lock, { recursive: true });
    fs.writeFileSync(join(roomOf(out).lock, 'mine'), '');
    const error = await failing(takeLock(roomOf(out), 100));
    expect(error).toMatchObject({ kind: 'damaged', path: roomOf(out).lock });
  });
});

describe('a lock is taken over from a process that', () => {
  test('has ended', async () => {
    const out = scratch();
    lockBy(out, { pid: gone() });
    await writeTrees(out, [small]);
    expect(snapshot(out)).toEqual(expected(small));
  });

  const onLinux = linux ? test : test.skip;

  onLinux('had the number of one that runs now', async () => {
    const out = scratch();
    lockBy(out, { start: '1' });
    await writeTrees(out, [small]);
    expect(snapshot(out)).toEqual(expected(small));
  });

  onLinux('ran before the machine was started again', async () => {
    const out = scratch();
    lockBy(out, { boot: 'another' });
    await recover(out);
    expect(leftBehind(out)).toBe(false);
  });

  onLinux('has ended without its parent having noticed', async () => {
    const script = '(until grep -q sleep /proc/$$/comm; do sleep 0.02; done) & echo $!; exec sleep 9';
    const parent = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(String(line).trim());
    const stat = () => fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    while (stat()[0] !== 'Z') await new Promise((resolve) => setTimeout(resolve, 10));
    expect(judge({ ...self, pid, start: stat()[19] ?? '' })).toBe('dead');
    parent.kill();
  });

  test('was killed between the parts of making or leaving it', async () => {
    const out = scratch();
    const room = roomOf(out);
    fs.mkdirSync(join(room.path, 'lock-1+2+3+4+5+6'), { recursive: true });
    fs.mkdirSync(room.lock);
    await writeTrees(out, [small]);
    expect(snapshot(out)).toEqual(expected(small));
  });
});

test('who runs, and who cannot be seen from here', () => {
  expect(judge(self)).toBe('alive');
  expect(judge({ ...self, pid: gone() })).toBe('dead');
  expect(judge({ ...self, host: 'elsewhere' })).toBe('unknown');
  if (linux) expect(judge({ ...self, space: '1' })).toBe('unknown');
  expect(parseName('mine')).toBeUndefined();
  expect(parseName('1+2+3+4+%zz+6')).toBeUndefined();
  expect(ownName()).not.toBe(ownName());
});

test('of many that want a dead one at once, one at a time has it', async () => {
  const out = scratch();
  const room = roomOf(out);
  openRoom(room);
  lockBy(out, { pid: gone() });
  let inside = 0;
  const one = async () => {
    const lock = await takeLock(room, 10_000);
    expect(++inside).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    inside--;
    lock.release();
  };
  await Promise.all(Array.from({ length: 20 }, one));
  expect(leftBehind(out)).toBe(false);
});

/** Runs a job as a person would: again, where another process wrote for longer than one waits. */
async function untilFree(worker: Worker, job: Job): ReturnType<Worker['run']> {
  for (;;) {
    const ran = await worker.run(job);
    if (ran.answer?.error?.kind !== 'busy') return ran;
  }
}

test('processes that write at once come one after the other', async () => {
  const out = scratch();
  const workers = [new Worker(), new Worker(), new Worker()];
  for (let round = 0; round < 2; round++) {
    lockBy(out, { pid: gone() });
    const runs = await Promise.all(
      workers.map((worker, i) => untilFree(worker, { do: 'write', out, trees: i === 0 ? 'old' : 'new' })),
    );
    for (const { answer } of runs) expect(answer).toMatchObject({ calls: expect.any(Number) });
    for (const { answer } of runs) expect(answer?.error).toBeUndefined();
    const found = snapshot(out);
    const version = found['one/back'] === undefined ? 'new' : 'old';
    expect(found).toEqual(expected(...fleet(version)));
  }
  await Promise.all(workers.map((worker) => worker.stop()));
});
