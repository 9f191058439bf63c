import { spawnSync } from 'node:child_process';
import type { HostNode } from '../../src/graph/graph';
import { type Limits, schedule, type Task } from '../../src/hosts/schedule';
import { commandLine, sent } from '../../src/hosts/script';
import { Slots } from '../../src/hosts/slots';
import { environments } from '../support/project';
import { steading } from '../support/steading';

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

interface Run {
  readonly done: string[];
  readonly skipped: string[];
  /** Most hosts, and most tasks of a host, that were at work at one time. */
  readonly most: Limits;
}

async function run(tasks: Record<string, readonly string[]>, limits: Limits, failing: string[] = []): Promise<Run> {
  const all = Object.entries(tasks).map(([id, after]): Task => ({ id, host: id.split('/')[0] ?? '', after }));
  const result = { done: [] as string[], skipped: [] as string[], most: { hosts: 0, perHost: 0 } };
  const now: Task[] = [];
  await schedule(all, limits, {
    work: async (task) => {
      now.push(task);
      const hosts = new Set(now.map(({ host }) => host)).size;
      const here = now.filter(({ host }) => host === task.host).length;
      result.most = { hosts: Math.max(result.most.hosts, hosts), perHost: Math.max(result.most.perHost, here) };
      await tick();
      now.splice(now.indexOf(task), 1);
      result.done.push(task.id);
      return !failing.includes(task.id);
    },
    skip: ({ id }, because) => result.skipped.push(`${id} after ${because}`),
  });
  return result;
}

const MANY = { hosts: 16, perHost: 4 };

describe('a schedule', () => {
  it('keeps the order over hosts', async () => {
    const { done } = await run({ 'a/1': ['b/1'], 'b/1': ['a/2'], 'a/2': [], 'c/1': ['a/1', 'b/1'] }, MANY);
    expect(done).toEqual(['a/2', 'b/1', 'a/1', 'c/1']);
  });

  it('does side by side what may be, within its limits', async () => {
    const tasks = Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e'].flatMap((host) => [1, 2, 3, 4, 5, 6].map((i) => [`${host}/${i}`, []])),
    );
    expect((await run(tasks, { hosts: 16, perHost: 4 })).most).toEqual({ hosts: 5, perHost: 4 });
    const { most, done } = await run(tasks, { hosts: 2, perHost: 3 });
    expect(most).toEqual({ hosts: 2, perHost: 3 });
    expect(done).toHaveLength(30);
  });

  it('stops what comes after a failure, directly or not, once, and nothing else', async () => {
    const tasks = {
      'a/1': [],
      'a/2': ['a/1'],
      'b/1': ['a/2', 'a/1'],
      'b/2': [],
      'c/1': ['b/1', 'b/2'],
      'c/2': ['b/2'],
    };
    const { done, skipped } = await run(tasks, MANY, ['a/1']);
    expect(done.sort()).toEqual(['a/1', 'b/2', 'c/2']);
    expect(skipped.sort()).toEqual(['a/2 after a/1', 'b/1 after a/1', 'c/1 after a/1']);
  });

  it('says so where nothing comes first', async () => {
    await expect(run({ 'a/1': ['a/2'], 'a/2': ['a/1'] }, MANY)).rejects.toThrow('nothing comes first: a/1, a/2');
  });
});

describe('a script', () => {
  const host = { user: 'ops' } as HostNode;

  it('goes behind a command line that every login shell reads in one way', () => {
    for (const as of ['user', 'root'] as const) {
      const [before, quoted, after, ...rest] = commandLine(host, as).split("'");
      expect(before).toBe(as === 'root' ? 'exec sudo -n -- sh -c ' : 'exec sh -c ');
      expect(quoted).not.toMatch(/[\\!\n]/); // csh looks for `!` and ends at a line, fish takes `\` for a sign
      expect([after, rest]).toEqual(['', []]);
    }
    expect(commandLine({ ...host, user: 'root' }, 'root')).not.toContain('sudo');
  });

  it('runs with what follows as its input, and not at all where it was cut off', () => {
    const all = sent("printf '%s ' \"it's\" '\\n'\ncat", Buffer.from('the rest'));
    const shell = (input: Buffer) => spawnSync('sh', ['-c', commandLine(host, 'user')], { input, encoding: 'utf8' });
    expect(shell(all)).toMatchObject({ status: 0, stdout: "it's \\n the rest" });
    expect(shell(all.subarray(0, all.indexOf('\n')))).toMatchObject({ status: 1, stdout: '' });
    expect(shell(sent('false\necho no', Buffer.alloc(0)))).toMatchObject({ status: 1, stdout: '' });
  });
});

describe('slots', () => {
  it('who takes all of them is alone, and comes in turn', async () => {
    const slots = new Slots(3);
    const log: string[] = [];
    const work = (name: string, count = 1) =>
      slots.with(count, async () => {
        log.push(`${name} begins`);
        await tick();
        log.push(`${name} ends`);
      });
    await Promise.all([work('a'), work('b'), work('all', 3), work('c')]);
    expect(log).toEqual(['a begins', 'b begins', 'a ends', 'b ends', 'all begins', 'all ends', 'c begins', 'c ends']);
  });

  it('what fails gives its slot back', async () => {
    const slots = new Slots(1);
    await expect(slots.with(1, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(slots.with(1, async () => 'yes')).resolves.toBe('yes');
  });
});

const BARN = "{ address: '127.0.0.1', user: 'ops', architecture: 'amd64' as const }";
it('an unknown host names the nearest one', async () => {
  const cwd = environments({ farm: `for (const name of ['barn', 'shed']) new src.Host(stack, name, ${BARN});` });
  const { code, stdout, stderr } = await steading(['host', 'plan', 'farm', 'barm'], { cwd });
  expect(stderr).toBe("error: unknown host 'barm' in 'farm'\nto fix: did you mean 'barn'? known: barn, shed\n");
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

it('what is wrong in the environment is said before anything is sent', async () => {
  const twice = "a.command('door', { test: 'false', apply: 'true' });";
  const cwd = environments({ farm: `const a = new src.Host(stack, 'barn', ${BARN}); ${twice} ${twice}` });
  const { code, stdout, stderr } = await steading(['host', 'apply', 'farm'], { cwd });
  expect(stderr).toContain('two commands are called barn/door');
  expect(stderr).toContain('nothing was sent');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
});
