import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environments, temporary } from '../support/project';
import { steading } from '../support/steading';

const SHOP = "const on = stack.cluster('home', CLUSTER).namespace('shop', { traffic: 'denied' }); on.name;";
const LOST = "stack.cluster('home', CLUSTER); const a = new src.Component(stack, 'a'); a.after(a, 'x');";

const shops = environments({ shop: SHOP, office: SHOP });
const single = environments({ shed: SHOP });
const attic = environments({ attic: 'stack;' });

/** A sandbox command with a state folder of its own. */
async function sandbox(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  const home = temporary();
  const ended = await steading(['sandbox', ...args], { cwd, env: { XDG_STATE_HOME: home, ...env } });
  return { ...ended, left: readdirSync(home) };
}

describe('wrong usage ends with 2, says so on stderr alone, and starts nothing', () => {
  it.concurrent.each([
    ['no ENV where there are several', ['up'], shops, 'there are 2 environments', 'name one of office, shop'],
    ['an unknown environment', ['up', 'shpo'], shops, "unknown environment 'shpo'", "did you mean 'shop'?"],
    ['two environments', ['up', 'shop', 'office'], shops, 'too many arguments', ''],
    ['an environment without a cluster', ['up'], attic, "environment 'attic' has no cluster", 'choose one that has'],
    ['an unknown command', ['dwon'], shops, "unknown command 'dwon'", 'Did you mean down?'],
    ['an unknown flag', ['down', '--sate', 'x'], shops, "unknown option '--sate'", 'Did you mean --state?'],
    ['no command', [], shops, 'Usage: steading sandbox', ''],
  ] as const)('%s', async (_, args, cwd, says, fix) => {
    const { code, stdout, stderr, left } = await sandbox(args, cwd);
    expect(stderr).toContain(says);
    expect(stderr).toContain(fix);
    expect({ code, stdout, left }).toEqual({ code: 2, stdout: '', left: [] });
  });

  it.concurrent.each(['up', 'status', 'kubeconfig', 'down'])(
    '%s with a folder that is somebody’s, and stays as it is',
    async (command) => {
      const folder = temporary();
      writeFileSync(join(folder, 'thesis.txt'), 'forty pages');
      const { code, stdout, stderr } = await sandbox([command, '--state', folder], single);
      expect(stderr).toContain(`${folder} is no folder of a sandbox: it holds 'thesis.txt'`);
      expect(stderr).toContain('to fix: name a folder with --state that is empty or does not exist');
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(readdirSync(folder)).toEqual(['thesis.txt']);
    },
  );

  it.concurrent('a folder that is a file', async () => {
    const file = join(temporary(), 'notes');
    writeFileSync(file, '');
    const { code, stderr } = await sandbox(['down', '--state', file], shops);
    expect(stderr).toContain(`${file} is a file`);
    expect(code).toBe(2);
  });

  it.concurrent('a folder in one that does not exist', async () => {
    const above = join(temporary(), 'no');
    const { code, stderr } = await sandbox(['up', '--state', join(above, 'where')], single);
    expect(stderr).toContain(`${above} does not exist`);
    expect({ code, made: existsSync(above) }).toEqual({ code: 2, made: false });
  });
});

describe('where nothing runs', () => {
  it.concurrent('status says so', async () => {
    const { code, stdout, stderr, left } = await sandbox(['status'], shops);
    expect({ code, stdout, stderr, left }).toEqual({
      ...{ code: 0, stdout: 'no sandbox runs\nnext: steading sandbox up\n', stderr: '', left: [] },
    });
  });

  it.concurrent('kubeconfig prints no path and ends with 3', async () => {
    const { code, stdout, stderr, left } = await sandbox(['kubeconfig'], shops);
    expect({ code, stdout, left }).toEqual({ code: 3, stdout: '', left: [] });
    expect(stderr).toBe('error: no sandbox runs\nto fix: steading sandbox up\n');
  });

  it.concurrent('down is fine, also twice', async () => {
    for (const _ of [1, 2]) {
      const { code, stdout, stderr, left } = await sandbox(['down'], shops);
      expect({ code, stdout, stderr, left }).toEqual({ code: 0, stdout: 'no sandbox runs\n', stderr: '', left: [] });
    }
  });
});

describe('what a killed `up` left', () => {
  /** A process id that no process has: none is as high. */
  const NOBODY = 2 ** 30;
  const up = { pid: NOBODY, start: '1' };

  function wreck(): string {
    const folder = join(temporary(), 'wreck');
    mkdirSync(join(folder, 'control-plane'), { recursive: true });
    const record = { schema: 1, environment: 'shop', cluster: {}, up, phase: 'starting', kubectl: '' };
    const files = {
      'sandbox.json': JSON.stringify(record),
      'sandbox.json.part': '{',
      lock: JSON.stringify(up),
      [`lock.${NOBODY}`]: '',
      'control-plane/control-plane': 'made by steading',
      'control-plane/etcd.process': `${NOBODY} (etcd) S 1`,
      'control-plane/etcd.pid': `${NOBODY}\n`,
      'control-plane/kwok.part': '',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return folder;
  }

  it.concurrent('status says that it is not whole, and ends with 1', async () => {
    const { code, stdout } = await sandbox(['status', '--state', wreck()], shops);
    expect(stdout).toContain('shop: `up` was ended before its control plane was ready; what still runs of it: nothing');
    expect(stdout).toContain('to fix: steading sandbox down, or up to start anew');
    expect(code).toBe(1);
  });

  it.concurrent('down removes all of it', async () => {
    const folder = wreck();
    const { code, stdout } = await sandbox(['down', '--state', folder], shops);
    expect({ code, stdout, left: existsSync(folder) }).toEqual({
      ...{ code: 0, stdout: 'the sandbox of shop is gone\n', left: false },
    });
  });

  it.concurrent('so does it of a folder that was only made', async () => {
    const folder = temporary();
    expect((await sandbox(['down', '--state', folder], shops)).code).toBe(0);
    expect(existsSync(folder)).toBe(false);
  });
});

describe('up starts nothing', () => {
  it.concurrent('where there is no Go, and says what to install', async () => {
    const { code, stdout, stderr, left } = await sandbox(['up', 'shop'], shops, { PATH: temporary() });
    expect(stderr).toMatch(/^error: the control plane is built with Go, once\nto fix: install Go 1\.\d+\S* or newer/);
    expect({ code, stdout, left }).toEqual({ code: 3, stdout: '', left: [] });
  });

  it.concurrent('where the environment has errors, and ends with 1', async () => {
    const { code, stdout, stderr, left } = await sandbox(['up'], environments({ lost: LOST }));
    expect(stderr).toContain('nothing was started');
    expect({ code, stdout, left }).toEqual({ code: 1, stdout: '', left: [] });
  });

  it.concurrent('where its folder cannot be written, and ends with 3', async () => {
    const file = join(temporary(), 'state');
    writeFileSync(file, '');
    const { code, stderr } = await sandbox(['up', 'shop'], shops, { XDG_STATE_HOME: file });
    expect(stderr).toContain('to fix:');
    expect(stderr).not.toContain('a mistake in steading itself');
    expect(code).toBe(3);
  });
});
