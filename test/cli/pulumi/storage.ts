import { gunzipSync, gzipSync } from 'node:zlib';
import type { Kube, KubeObject, Reference } from '../../../src/cluster/kube';

/** A stand-in for the API server: it keeps objects, and merges labels and data of what is applied. */
export class Objects {
  constructor(readonly all: KubeObject[]) {}

  get kube(): Kube {
    const at = ({ kind, name, namespace }: Reference) =>
      this.all.findIndex(
        ({ kind: of, metadata }) => of === kind && metadata.name === name && metadata.namespace === namespace,
      );
    const kube = {
      get: async (reference: Reference) => this.all[at(reference)],
      list: async ({ kind }: KubeObject, namespace: string, labels: string) =>
        this.all.filter(
          (one) =>
            one.kind === kind &&
            one.metadata.namespace === namespace &&
            labels.split(',').every((pair) => {
              const [key = '', value] = pair.split('=');
              return (one.metadata.labels as Readonly<Record<string, string>>)[key] === value;
            }),
        ),
      apply: async (object: KubeObject) => {
        const { name, namespace } = object.metadata;
        this.all[at({ ...object, name, ...(namespace && { namespace }) })] = object;
        return { ok: true, message: '' };
      },
    };
    return kube as unknown as Kube;
  }
}

export interface Revision {
  readonly name: string;
  readonly status: string;
  readonly chart?: string;
  readonly version?: number;
  readonly config?: object;
  readonly begun?: string;
}

/** A revision as Helm 3 stores it. */
export function stored({
  name,
  status,
  chart = name,
  version = 1,
  config = {},
  begun = '2026-01-01T00:00:00Z',
}: Revision): KubeObject {
  const info = { status, first_deployed: begun, last_deployed: begun };
  const release = {
    name,
    namespace: 'shop',
    version,
    info,
    config,
    chart: { metadata: { name: chart, version: '1.0.0' } },
  };
  const zipped = gzipSync(JSON.stringify(release)).toString('base64');
  return {
    ...{ apiVersion: 'v1', kind: 'Secret', type: 'helm.sh/release.v1' },
    metadata: {
      ...{ name: `sh.helm.release.v1.${name}.v${version}`, namespace: 'shop', resourceVersion: '7' },
      labels: { owner: 'helm', name, status, version: String(version) },
    },
    data: { release: Buffer.from(zipped).toString('base64') },
  };
}

/** What Helm would read. */
export function statusOf({ data }: KubeObject): string {
  const { release = '' } = data as { readonly release?: string };
  const text = gunzipSync(Buffer.from(Buffer.from(release, 'base64').toString(), 'base64')).toString();
  return (JSON.parse(text) as { readonly info: { readonly status: string } }).info.status;
}
