import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { refused } from '../../cluster/answers';
import type { Kube, KubeObject } from '../../cluster/kube';

const SECRET = { apiVersion: 'v1', kind: 'Secret' };
const TYPE = 'helm.sh/release.v1';
const POLL_MS = 1000;

/** What Helm has written down of a release, in its newest revision. */
export interface Installed {
  readonly revision: number;
  /** `deployed`, `failed`, `pending-install` … */
  readonly status: string;
  readonly chart: string;
  readonly version: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** When this revision was begun. */
  readonly begun: Date;
}

interface Written {
  readonly version: number;
  readonly info: { readonly status: string; readonly last_deployed: string; readonly description?: string };
  readonly chart: { readonly metadata: { readonly name: string; readonly version: string } };
  readonly config?: Readonly<Record<string, unknown>>;
}

/** Helm's own storage: a Secret for each revision of a release. Throws what `Kube` throws. */
export class HelmStorage {
  constructor(private readonly kube: Kube) {}

  /** Nothing where Helm knows no such release. */
  async installed(namespace: string, name: string): Promise<Installed | undefined> {
    const newest = await this.newest(namespace, name);
    if (!newest) return undefined;
    const { version: revision, info, chart, config = {} } = readRelease(newest);
    return {
      ...{ revision, status: info.status, begun: new Date(info.last_deployed), values: config },
      ...{ chart: chart.metadata.name, version: chart.metadata.version },
    };
  }

  /** Waits until nobody works at a release any more, or until `deadline`; what it has come to then. */
  async settled(namespace: string, name: string, deadline: Date): Promise<Installed | undefined> {
    for (;;) {
      const found = await this.installed(namespace, name);
      if (!found || !isPending(found) || new Date() > deadline) return found;
      await sleep(POLL_MS);
    }
  }

  /** Marks a release as failed at which nobody works any more, so that Helm upgrades it; Flux's controller unlocks one in the same way. */
  async unlock(namespace: string, name: string): Promise<void> {
    const newest = await this.newest(namespace, name);
    if (!newest) return;
    const release = readRelease(newest);
    const description = `unlocked from stale '${release.info.status}' state`;
    const data = writeRelease({ ...release, info: { ...release.info, status: 'failed', description } });
    const labels = { ...(newest.metadata.labels as object), status: 'failed' };
    const metadata = {
      namespace,
      name: newest.metadata.name,
      labels,
      resourceVersion: newest.metadata.resourceVersion,
    };
    const answer = await this.kube.apply({ ...SECRET, metadata, type: TYPE, data }, { fieldManager: 'Helm' });
    if (!answer.ok) throw refused({ ...answer, message: '' }, `secret ${metadata.namespace}/${metadata.name}`);
  }

  private async newest(namespace: string, name: string): Promise<KubeObject | undefined> {
    const all = await this.kube.list(SECRET, namespace, `owner=helm,name=${name}`);
    const revision = ({ metadata }: KubeObject) => Number((metadata.labels as { version?: string }).version);
    return all.filter(({ type }) => type === TYPE).sort((a, b) => revision(b) - revision(a))[0];
  }
}

export const isPending = ({ status }: Installed): boolean => status.startsWith('pending-');

/** JSON that is zipped and twice in base64: Helm's own, and that of every Secret. */
function readRelease({ data }: KubeObject): Written {
  const { release = '' } = data as { readonly release?: string };
  const zipped = Buffer.from(Buffer.from(release, 'base64').toString(), 'base64');
  return JSON.parse(gunzipSync(zipped).toString()) as Written;
}

function writeRelease(release: Written): { readonly release: string } {
  const zipped = gzipSync(JSON.stringify(release)).toString('base64');
  return { release: Buffer.from(zipped).toString('base64') };
}
