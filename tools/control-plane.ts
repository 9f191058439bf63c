import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kube } from '../src/cluster/kube';
import { binary, type Progress } from './build';
import { makeCredentials, writeKubeconfig } from './credentials';
import { claim, launch, running, stopState } from './state';

export interface ControlPlaneOptions {
  /**
   * A folder that is empty or does not exist: everything is kept there, and it is removed when the control plane is
   * stopped.
   */
  readonly stateDir: string;
  /** The network of Services. Default `10.43.0.0/16`, which is that of k3s. */
  readonly serviceCidr?: string;
  /** Gets one line a step, and those of a build. Default: silent. */
  readonly onProgress?: Progress;
}

export type ServerName = 'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kwok';

export interface ControlPlane {
  readonly stateDir: string;
  /** Path of the administrator's kubeconfig, mode 0600. */
  readonly kubeconfig: string;
  readonly server: string;
  readonly pids: Readonly<Record<ServerName, number>>;
  stop(): Promise<void>;
}

/** A server ended, or was not ready in time; the message ends with what it logged last. */
export class ControlPlaneError extends Error {
  override name = 'ControlPlaneError';
}

const READY_MS = 120_000;
const POLL_MS = 100;
const POD_CIDR = '10.42.0.1/16';

/**
 * Starts etcd, kube-apiserver, kube-controller-manager, kube-scheduler and kwok on loopback and waits until the API
 * server is ready and the controllers work. They outlive this process until `stop()` or `stopControlPlane(stateDir)`.
 * Throws what `binary` throws, `StateFolderError`, and `ControlPlaneError` when it is not ready after two minutes; then
 * nothing runs.
 */
export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  const say = options.onProgress ?? (() => undefined);
  const program = await binary('control-plane', say);
  const stateDir = resolve(options.stateDir);
  claim(stateDir);
  try {
    return await start(stateDir, program, options.serviceCidr ?? '10.43.0.0/16', say);
  } catch (error) {
    await stopControlPlane(stateDir);
    throw error;
  }
}

/**
 * Stops the control plane of a state folder, also one whose starter was killed, and removes the folder. Throws
 * `StateFolderError`.
 */
export async function stopControlPlane(stateDir: string): Promise<void> {
  await stopState(resolve(stateDir), 'etcd');
}

/** The servers of a state folder that run, with their process ids. */
export function controlPlaneStatus(stateDir: string): Partial<Record<ServerName, number>> {
  return Object.fromEntries([...running(resolve(stateDir))].map(([name, { pid }]) => [name, pid]));
}

async function start(stateDir: string, program: string, serviceCidr: string, say: Progress): Promise<ControlPlane> {
  const children = new Map<ServerName, ChildProcess>();
  const run = (name: ServerName, flags: readonly string[]): void => {
    children.set(name, launch(stateDir, name, [program, name, ...flags]));
  };
  const until = (what: string, test: () => boolean | Promise<boolean>): Promise<void> =>
    waitFor(stateDir, children, what, test);

  const tokens = makeCredentials(stateDir);
  const port = await freePort();
  const server = `https://127.0.0.1:${port}`;
  say('starting etcd and kube-apiserver');
  run('etcd', ETCD);
  run('kube-apiserver', apiServer(port, serviceCidr));
  const certificate = join(stateDir, 'certificates', 'apiserver.crt');
  await until('the certificate', () => existsSync(certificate) && existsSync(certificate.replace('.crt', '.key')));

  const kubeconfigFor = (user: keyof typeof tokens, file = `${user}.kubeconfig`): string =>
    writeKubeconfig(join(stateDir, file), server, certificate, user, tokens[user]);
  const kubeconfig = kubeconfigFor('admin', 'kubeconfig');
  const kube = new Kube(kubeconfig);
  await until('the API server', async () => (await kube.request('GET', '/readyz')).status === 200);

  say('starting kube-controller-manager, kube-scheduler and kwok');
  run('kube-controller-manager', controllerManager(kubeconfigFor('kube-controller-manager')));
  run('kube-scheduler', [`--kubeconfig=${kubeconfigFor('kube-scheduler')}`, '--secure-port=0', '--leader-elect=false']);
  run('kwok', [
    `--kubeconfig=${kubeconfigFor('kwok')}`,
    '--manage-all-nodes',
    `--cidr=${POD_CIDR}`,
    '--node-lease-duration-seconds=40',
  ]);
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', namespace: 'default', name: 'default' };
  await until('the controllers', async () => (await kube.get(account)) !== undefined);
  say(`ready: ${server}`);
  const pids = Object.fromEntries([...children].map(([name, { pid }]) => [name, pid])) as ControlPlane['pids'];
  return { stateDir, kubeconfig, server, pids, stop: () => stopControlPlane(stateDir) };
}

const ETCD = [
  '--data-dir=etcd',
  '--listen-client-urls=unix://etcd.sock:0',
  '--advertise-client-urls=unix://etcd.sock:0',
  '--listen-peer-urls=unix://etcd-peer.sock:0',
  '--initial-advertise-peer-urls=unix://etcd-peer.sock:0',
  '--initial-cluster=default=unix://etcd-peer.sock:0',
  '--unsafe-no-fsync',
  '--log-level=warn',
];

const apiServer = (port: number, serviceCidr: string): string[] => [
  '--etcd-servers=unix://etcd.sock:0',
  '--bind-address=127.0.0.1',
  '--advertise-address=127.0.0.1',
  `--secure-port=${port}`,
  '--cert-dir=certificates',
  '--token-auth-file=tokens.csv',
  '--anonymous-auth=false',
  '--authorization-mode=Node,RBAC',
  '--enable-admission-plugins=NodeRestriction',
  // No image runs, so that a webhook which a chart declares never answers, and would refuse all that it is asked about.
  '--disable-admission-plugins=MutatingAdmissionWebhook,ValidatingAdmissionWebhook',
  '--allow-privileged=true',
  '--endpoint-reconciler-type=none',
  `--service-cluster-ip-range=${serviceCidr}`,
  '--service-account-issuer=https://kubernetes.default.svc',
  '--service-account-key-file=service-accounts.pem',
  '--service-account-signing-key-file=service-accounts.pem',
];

const controllerManager = (kubeconfig: string): string[] => [
  `--kubeconfig=${kubeconfig}`,
  '--secure-port=0',
  '--leader-elect=false',
  '--use-service-account-credentials=true',
  '--service-account-private-key-file=service-accounts.pem',
  '--root-ca-file=certificates/apiserver.crt',
  '--kube-api-qps=500',
  '--kube-api-burst=1000',
];

async function waitFor(
  stateDir: string,
  children: ReadonlyMap<ServerName, ChildProcess>,
  what: string,
  test: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + READY_MS;
  const lastLines = (name: ServerName): string => {
    const log = join(stateDir, `${name}.log`);
    return existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(-15).join('\n') : 'its log is gone';
  };
  for (;;) {
    const ended = [...children].find(([, child]) => child.exitCode !== null || child.signalCode !== null)?.[0];
    if (ended) throw new ControlPlaneError(`${ended} ended before ${what} was there: ${lastLines(ended)}`);
    if (await Promise.resolve(test()).catch(() => false)) return;
    if (Date.now() > deadline)
      throw new ControlPlaneError(`no ${what} after two minutes: ${lastLines('kube-apiserver')}`);
    await sleep(POLL_MS);
  }
}

/** A port outside the range from which the system takes those of outgoing connections. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const probe = createServer();
    const free = await new Promise<boolean>((answer) => {
      probe.once('error', () => answer(false)).listen(port, '127.0.0.1', () => answer(true));
    });
    if (free) {
      await new Promise((closed) => probe.close(closed));
      return port;
    }
  }
}
