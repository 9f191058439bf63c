import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type Kube, type KubeObject, refer } from '../../../src/cluster/kube';
import { binary } from '../../../tools/build';
import { PRODUCTS } from '../../../tools/products';
import { accepted, type Plane } from '../../live/support/plane';
import { say } from '../../live/support/report';
import { freeAddresses, starter } from './servers';

const NAMESPACE = 'argocd';
const API = 'argoproj.io/v1alpha1';

/** Kinds of Argo CD itself. */
export const ARGO_CD_KINDS: readonly KubeObject[] = ['Application', 'AppProject', 'ApplicationSet'].map((kind) => ({
  apiVersion: API,
  kind,
  metadata: { name: '', namespace: NAMESPACE },
}));

/** What an installation of Argo CD has before anybody asks it for anything, unless its chart made it: settings and the project `default`. */
const SETTINGS: readonly KubeObject[] = [
  settings('ConfigMap', 'argocd-cm', { data: {} }),
  settings('Secret', 'argocd-secret', { stringData: { 'server.secretkey': 'stand-in' } }),
  {
    apiVersion: API,
    kind: 'AppProject',
    metadata: { name: 'default', namespace: NAMESPACE },
    spec: {
      sourceRepos: ['*'],
      destinations: [{ server: '*', namespace: '*' }],
      clusterResourceWhitelist: [{ group: '*', kind: '*' }],
    },
  },
];

function settings(kind: string, name: string, content: object): KubeObject {
  const labels = { 'app.kubernetes.io/part-of': 'argocd' };
  return { apiVersion: 'v1', kind, metadata: { name, namespace: NAMESPACE, labels }, ...content };
}

/**
 * Starts Argo CD's controller and repo server, with Redis, as processes that deliver to this control plane and find what is outside by `env`. It asks Git
 * every five seconds instead of every two minutes.
 */
export async function startArgoCd(plane: Plane, env: Readonly<Record<string, string>>): Promise<ArgoCd> {
  const there = await Promise.all(SETTINGS.map((object) => plane.kube.get(refer(object))));
  await accepted(
    plane.kube,
    SETTINGS.filter((_, i) => there[i] === undefined),
  );
  const [argocd, helm, redis] = await Promise.all([
    binary('argocd', say),
    binary('helm', say),
    PRODUCTS.redis.get('', say),
  ]);
  const [cache = '', repo = '', metrics = '', more = ''] = await freeAddresses(4);
  const [, cachePort = ''] = cache.split(':');
  const folder = join(dirname(plane.kubeconfig), 'programs');
  mkdirSync(folder);
  // Argo CD's image has it; it has nothing to say of commits that nobody signed.
  writeFileSync(join(folder, 'git-verify-wrapper.sh'), '#!/bin/sh\n');
  chmodSync(join(folder, 'git-verify-wrapper.sh'), 0o755);
  const start = starter(plane, {
    ...env,
    PATH: [folder, dirname(helm), process.env.PATH].join(delimiter),
    ARGOCD_FAKE_IN_CLUSTER: 'true',
    ARGOCD_GPG_ENABLED: 'false',
    ...Object.fromEntries(
      ['TLS_DATA_PATH', 'SSH_DATA_PATH', 'PLUGINSOCKFILEPATH'].map((name) => [`ARGOCD_${name}`, folder]),
    ),
  });
  start('redis', [join(redis.folder, 'redis-server'), '--bind', '127.0.0.1', '--port', cachePort, '--save', '']);
  start('argocd-repo-server', [
    ...[argocd, 'argocd-repo-server', '--disable-tls', '--client-ca-path=', '--redis', cache],
    ...['--address', '127.0.0.1', '--port', portOf(repo), '--metrics-address', '127.0.0.1'],
    ...['--metrics-port', portOf(metrics), '--revision-cache-expiration', '1s', '--loglevel', 'warn'],
  ]);
  start('argocd-application-controller', [
    ...[argocd, 'argocd-application-controller', '--repo-server-plaintext', '--repo-server', repo, '--redis', cache],
    ...['--namespace', NAMESPACE, '--metrics-port', portOf(more), '--app-resync', '5', '--app-resync-jitter', '0'],
    ...['--kubeconfig', plane.kubeconfig],
  ]);
  return new ArgoCd(plane.kube);
}

const portOf = (address: string): string => address.split(':')[1] ?? '';

interface Compared {
  readonly source?: object;
  readonly sources?: readonly object[];
}

interface Status {
  readonly sync?: {
    readonly status?: string;
    readonly comparedTo?: Compared;
    readonly revision?: string;
    readonly revisions?: readonly string[];
  };
  readonly health?: { readonly status: string; readonly lastTransitionTime: string };
  readonly operationState?: {
    readonly phase?: string;
    readonly message?: string;
    readonly startedAt?: string;
    readonly finishedAt?: string;
  };
  readonly history?: readonly { readonly deployStartedAt: string; readonly deployedAt: string }[];
  readonly resources?: readonly { readonly kind: string; readonly name: string; readonly status?: string }[];
  readonly conditions?: readonly { readonly type: string; readonly message: string }[];
}

/** What Argo CD says of its Applications. */
export class ArgoCd {
  constructor(private readonly kube: Kube) {}

  async applications(): Promise<Map<string, Status>> {
    const all = await this.kube.list(APPLICATION, NAMESPACE);
    return new Map(all.map(({ metadata, status }) => [metadata.name, (status ?? {}) as Status]));
  }

  /** What is not Synced and Healthy, as it is now and at this commit where one is said, and why: one line each. */
  async unwell(revision?: string): Promise<string[]> {
    const all = await this.kube.list(APPLICATION, NAMESPACE);
    return all.flatMap((object) => {
      const { sync, health, operationState, resources = [], conditions = [] } = (object.status ?? {}) as Status;
      const revisions = sync?.revisions ?? [sync?.revision];
      const { source, sources } = object.spec as Compared;
      const compared = sync?.comparedTo;
      const isCompared = isDeepStrictEqual(compared?.sources ?? compared?.source, sources ?? source);
      const isThere =
        revision === undefined || !revisions.some((one) => SHA.test(one ?? '')) || revisions.includes(revision);
      const isWell = sync?.status === 'Synced' && health?.status === 'Healthy' && operationState?.phase !== 'Running';
      if (isWell && isThere && isCompared) return [];
      const open = resources.filter(({ status }) => status === 'OutOfSync').map((one) => `${one.kind} ${one.name}`);
      const said = [operationState?.message, ...conditions.map(({ message }) => message)].filter(Boolean);
      return [`${object.metadata.name}: ${sync?.status} ${health?.status}, ${open.join(', ')}; ${said.join('; ')}`];
    });
  }

  /** Has every Application looked at again, and waits until each was. `hard` asks Git and charts anew. */
  async refresh(how: 'normal' | 'hard' = 'normal'): Promise<void> {
    const names = [...(await this.applications()).keys()];
    for (const name of names) await this.annotate(name, how);
    const isDue = async (name: string) => {
      const { annotations = {} } = ((await this.get(name))?.metadata ?? {}) as { annotations?: object };
      return REFRESH in annotations;
    };
    for (const name of names) while (await isDue(name)) await sleep(100);
  }

  /** A whole sync, as `argocd app sync` asks for it. Waits until it has ended. */
  async sync(name: string): Promise<void> {
    const before = (await this.applications()).get(name)?.operationState?.startedAt;
    const { syncPolicy } = ((await this.get(name))?.spec ?? {}) as { syncPolicy?: { syncOptions?: string[] } };
    const syncOptions = syncPolicy?.syncOptions ?? [];
    await this.kube.merge({ ...APPLICATION, name, namespace: NAMESPACE }, { operation: { sync: { syncOptions } } });
    for (;;) {
      const state = (await this.applications()).get(name)?.operationState;
      if (state?.startedAt !== before && state?.finishedAt) return;
      await sleep(100);
    }
  }

  /** Takes automatic syncing away. What it gives back brings it back. */
  async suspend(name: string): Promise<() => Promise<unknown>> {
    const spec = (await this.get(name))?.spec as { syncPolicy?: { automated?: object } } | undefined;
    const set = (automated: object | null): Promise<unknown> =>
      this.kube.merge({ ...APPLICATION, name, namespace: NAMESPACE }, { spec: { syncPolicy: { automated } } });
    await set(null);
    return () => set(spec?.syncPolicy?.automated ?? null);
  }

  private get(name: string): Promise<KubeObject | undefined> {
    return this.kube.get({ ...APPLICATION, name, namespace: NAMESPACE });
  }

  private annotate(name: string, how: string): Promise<unknown> {
    const annotations = { [REFRESH]: how };
    return this.kube.merge({ ...APPLICATION, name, namespace: NAMESPACE }, { metadata: { annotations } });
  }
}

const APPLICATION = { apiVersion: API, kind: 'Application' };
const REFRESH = 'argocd.argoproj.io/refresh';
const SHA = /^[0-9a-f]{40}$/;
