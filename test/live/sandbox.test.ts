import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Kube } from '../../src/cluster/kube';
import { isRunning, type ProcessIdentity } from '../../tools/process';
import { running } from '../../tools/state';
import { environments } from '../support/project';
import { ROOT, steading } from '../support/steading';
import { judged, tier } from './support/report';
import { STATE } from './support/state';

/** Where the sandboxes of this checkout are: known to the next run, whatever happens to this one. */
const HOME = `${STATE}-sandboxes`;
const SHOP = `
const on = stack.cluster('home', CLUSTER).namespace('shop', { podSecurity: 'baseline' });
const web = new src.Workload(new src.Component(stack, 'web'), 'web', { on, ...WEB });`;

type Ran = Awaited<ReturnType<typeof steading>>;

/** A sandbox by its name, for a project. */
class Box {
  readonly folder: string;

  constructor(
    name: string,
    readonly cwd = ROOT,
  ) {
    this.folder = join(HOME, name);
  }

  run(command: string, ...args: readonly string[]): Promise<Ran> {
    return steading(['sandbox', command, ...args, '--state', this.folder], { cwd: this.cwd });
  }

  servers(): ProcessIdentity[] {
    return [...running(join(this.folder, 'control-plane')).values()];
  }

  /** An `up` that gets a signal when it says something; its exit code, null where the signal ended it. */
  upUntil(says: RegExp, signal: 'SIGKILL' | 'SIGINT'): Promise<number | null> {
    const args = [join(ROOT, 'bin/steading.js'), 'sandbox', 'up', '--state', this.folder];
    const child: ChildProcess = spawn(process.execPath, args, { cwd: this.cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    if (!child.stderr) throw new Error('no stderr');
    createInterface(child.stderr).on('line', (line) => {
      if (says.test(line)) child.kill(signal);
    });
    return new Promise((ended) => child.once('close', ended));
  }

  /** What is still there once it should be gone. */
  left(servers: readonly ProcessIdentity[]): unknown[] {
    const inFolder = (pid: string): boolean => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`).startsWith(`${this.folder}/`);
      } catch {
        return false;
      }
    };
    const pids = existsSync('/proc/self/cwd') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
    return [...servers.filter(isRunning), ...pids.filter(inFolder), ...(existsSync(this.folder) ? [this.folder] : [])];
  }
}

tier('the sandbox', () => {
  const removeAll = async (): Promise<void> => {
    const names = existsSync(HOME) ? readdirSync(HOME) : [];
    await Promise.all(names.map((name) => new Box(name).run('down')));
    rmSync(HOME, { recursive: true, force: true });
  };
  beforeAll(async () => {
    await removeAll();
    mkdirSync(HOME, { recursive: true });
  });
  afterAll(removeAll);

  describe('of homelab', () => {
    const box = new Box('homelab');
    let up: Ran;
    beforeAll(async () => {
      up = await judged(
        ({ stdout }) => stdout.split('\n', 1)[0] ?? '',
        'steading sandbox up homelab',
        () => box.run('up', 'homelab'),
      );
    });
    afterAll(() => box.run('down'));

    it('is up: every object is applied, every node, workload and pod is ready', () => {
      expect(up.stderr).not.toContain('error');
      const [first = ''] = up.stdout.split('\n');
      const counts = [...first.matchAll(/(\d+) of (\d+)/g)].map(([, some, all]) => [some, all]);
      expect(counts).toHaveLength(4);
      for (const [some, all] of counts) expect(some).toBe(all);
      expect(up.stdout).toMatch(/^homelab +amd64 +16 +64Gi +yes +[1-9]/m);
      expect(up.stdout).toMatch(/Deployment litellm +1\/1/);
      expect(up.code).toBe(0);
    });

    it('says what is not as it will be, and what comes next', () => {
      expect(up.stdout).toMatch(/secrets with random values \(not sealed\): .*self-hosted-ai\/litellm-database/);
      expect(up.stdout).toMatch(/chart traefik [\d.]+, which brings Deployment traefik\/traefik/);
      expect(up.stdout).toContain('no image runs');
      expect(up.stdout).toContain(`export KUBECONFIG=${box.folder}/control-plane/kubeconfig\n`);
      expect(up.stdout).toContain(`steading sandbox down --state ${box.folder}\n`);
    });

    it('shows its progress on stderr', () => {
      expect(up.stderr).toMatch(/^starting etcd and kube-apiserver$/m);
      expect(up.stderr).toMatch(/^applying \d+ objects$/m);
    });

    it('prints the path of a kubeconfig that works, and nothing else', async () => {
      const { code, stdout, stderr } = await box.run('kubeconfig');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const nodes = await new Kube(stdout.trimEnd()).list({ apiVersion: 'v1', kind: 'Node' });
      expect(nodes.map(({ metadata }) => metadata.name)).toEqual(['homelab']);
    });

    it('has a kubectl', () => {
      const { kubectl } = JSON.parse(readFileSync(join(box.folder, 'sandbox.json'), 'utf8'));
      expect(existsSync(kubectl)).toBe(true);
    });

    it('has Secrets whose values fit one another, and keeps them when it is applied again', async () => {
      const before = await secrets();
      expect(before['litellm-database/DATABASE_URL']).toContain(before['postgresql-litellm/password'] ?? 'no password');
      const again = await box.run('up', 'homelab');
      expect(again.stderr).toContain("the sandbox of 'homelab' runs: applying again");
      expect(again.code).toBe(0);
      expect(await secrets()).toEqual(before);
    });

    async function secrets(): Promise<Record<string, string>> {
      const kube = new Kube(join(box.folder, 'control-plane/kubeconfig'));
      const found = await kube.list({ apiVersion: 'v1', kind: 'Secret' }, 'self-hosted-ai');
      const values = found.flatMap(({ metadata, data = {} }) =>
        Object.entries(data as Record<string, string>).map(([key, value]) => [
          `${metadata.name}/${key}`,
          Buffer.from(value, 'base64').toString(),
        ]),
      );
      return Object.fromEntries(values);
    }

    it('stands beside a second one, which goes away alone', async () => {
      const second = new Box('second', environments({ shop: SHOP }));
      expect((await second.run('up')).code).toBe(0);
      const servers = second.servers();
      expect(servers).toHaveLength(5);
      const [one, other] = await Promise.all([box.run('status'), second.run('status')]);
      expect(one.stdout).toMatch(/^homelab: 1 node, /);
      expect(other.stdout).toMatch(/^shop: 1 node, 1 of 1 pods ready, /);
      expect([one.code, other.code]).toEqual([0, 0]);
      const { code, stdout } = await second.run('down');
      expect({ code, stdout }).toEqual({ code: 0, stdout: 'the sandbox of shop is gone\n' });
      expect(second.left(servers)).toEqual([]);
      expect((await box.run('status')).code).toBe(0);
    });

    it('is not taken for another environment', async () => {
      const other = new Box('homelab', environments({ shop: SHOP }));
      const { code, stdout, stderr } = await other.run('up');
      expect(stderr).toContain("the sandbox runs 'homelab', not 'shop'");
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(box.servers()).toHaveLength(5);
    });

    it('goes away without a trace, and once', async () => {
      const servers = box.servers();
      expect(await box.run('down')).toEqual({ code: 0, stdout: 'the sandbox of homelab is gone\n', stderr: '' });
      expect(box.left(servers)).toEqual([]);
      expect(await box.run('down')).toEqual({ code: 0, stdout: 'no sandbox runs\n', stderr: '' });
    });
  });

  describe('in bad times', () => {
    const shop = environments({ shop: SHOP });

    it.each([
      ['as the servers start', 'starting-first', /^starting etcd/, 'before its control plane was ready', 1],
      [
        'as the rest of them start',
        'starting-rest',
        /^starting kube-controller/,
        'before its control plane was ready',
        1,
      ],
      ['as the nodes are made', 'making', /^making the nodes/, 'not all of the tree is applied', 1],
      ['as the tree is applied', 'applying', /^applying/, 'not all of the tree is applied', 1],
    ])('is killed %s: status tells, down leaves nothing', async (_, name, says, told, code) => {
      const box = new Box(name, shop);
      expect(await box.upUntil(says, 'SIGKILL')).toBeNull();
      const servers = box.servers();
      const status = await box.run('status');
      expect(status.stdout).toContain(told);
      expect(status.code).toBe(code);
      expect((await box.run('down')).code).toBe(0);
      expect(box.left(servers)).toEqual([]);
    });

    it.each([
      ['as its servers start', 'again-anew', /^starting kube-controller/, 'removing what is left of a sandbox'],
      ['as the tree is applied', 'again', /^applying/, 'applying again'],
    ])('comes up after it was killed %s', async (_, name, says, told) => {
      const box = new Box(name, shop);
      await box.upUntil(says, 'SIGKILL');
      const before = box.servers();
      const { code, stdout, stderr } = await box.run('up');
      expect(stderr).toContain(told);
      expect(stdout).toContain('1 of 1 pods ready');
      expect(code).toBe(0);
      const servers = box.servers();
      expect((await box.run('down')).code).toBe(0);
      expect(box.left([...before, ...servers])).toEqual([]);
    });

    it.each([
      ['as the servers start', 'interrupted-first', /^starting etcd/],
      ['as the tree is applied', 'interrupted', /^applying/],
    ])('stops everything by itself at Ctrl-C %s', async (_, name, says) => {
      const box = new Box(name, shop);
      expect(await box.upUntil(says, 'SIGINT')).toBe(130);
      expect(box.left([])).toEqual([]);
    });

    it('ends an `up` that is at work', async () => {
      const box = new Box('ended', shop);
      let down: Promise<Ran> | undefined;
      const up = spawn(process.execPath, [join(ROOT, 'bin/steading.js'), 'sandbox', 'up', '--state', box.folder], {
        cwd: shop,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      createInterface(up.stderr).on('line', (line) => {
        if (/^starting etcd/.test(line)) down = box.run('down');
      });
      expect(await new Promise((ended) => up.once('close', ended))).toBe(143);
      expect((await down)?.code).toBe(0);
      expect(box.left([])).toEqual([]);
    });

    it('says which workload does not become ready, and why; the cluster stays to be looked at', async () => {
      // One fits on the node, two do not: the checks only warn of that.
      const resources = '{ cpu: src.Cpu.millis(50), memory: src.Size.gibibytes(10) }, replicas: 2';
      const box = new Box('poor', environments({ shop: SHOP.replace('...WEB', `...WEB, resources: ${resources}`) }));
      const { code, stdout } = await box.run('up');
      expect(stdout).toContain('0 of 1 workloads ready');
      expect(stdout).toMatch(/^error {4}not ready: 0\/1 nodes are available: 1 Insufficient memory/m);
      expect(stdout).toContain('Deployment shop/web, 1 of 2 pods ready');
      expect(code).toBe(1);
      expect((await box.run('status')).code).toBe(0);
      expect((await box.run('down')).code).toBe(0);
    });
  });
});
