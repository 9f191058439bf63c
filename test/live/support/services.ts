import type { Kube } from '../../../src/cluster/kube';
import type { Tree } from './tree';

interface Slice {
  /** Null where there are none. */
  readonly endpoints?: readonly { readonly conditions?: { readonly ready?: boolean } }[] | null;
  readonly ports?: readonly { readonly name?: string; readonly port?: number }[];
}

/** Namespaces in which the tree makes something. */
export function namespacesOf({ documents }: Tree): string[] {
  return [...new Set(documents.flatMap(({ manifest: { metadata } }) => metadata.namespace ?? []))].sort();
}

/** Services of the tree that no ready pod stands behind, at one of their ports. Pods of charts are not here to be found. */
export async function deaf(kube: Kube, { documents, model }: Tree): Promise<string[]> {
  const brought = model.objects.filter(({ from }) => from !== 'manifest');
  const found: string[] = [];
  for (const { manifest } of documents) {
    const { selector, ports = [] } = (manifest.spec ?? {}) as {
      selector?: Labels;
      ports?: { name?: string; port: number }[];
    };
    const { name, namespace = 'default' } = manifest.metadata;
    if (manifest.kind !== 'Service' || !selector) continue;
    if (brought.some((object) => object.namespace === namespace && has(object.labels, selector))) continue;
    const all = await kube.list({ apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' }, namespace);
    const slices = all.filter(({ metadata }) => label(metadata, 'kubernetes.io/service-name') === name) as (Slice &
      object)[];
    const ready = slices.filter(({ endpoints }) => endpoints?.some(({ conditions }) => conditions?.ready));
    for (const port of ports) {
      const open = ready.some((slice) =>
        slice.ports?.some((one) => (one.name ?? '') === (port.name ?? '') && one.port),
      );
      if (!open) found.push(`Service ${namespace}/${name}: nothing answers at port ${port.name ?? port.port}`);
    }
  }
  return found;
}

type Labels = Readonly<Record<string, string>>;

function has(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

function label(metadata: Readonly<Record<string, unknown>>, name: string): string | undefined {
  return (metadata.labels as Readonly<Record<string, string>> | undefined)?.[name];
}
