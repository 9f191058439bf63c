import type { Kube, KubeObject } from '../../../src/cluster/kube';
import { refer } from '../../../src/cluster/kube';
import { steading } from '../../support/steading';
import { accepted } from './plane';

const CANARY = 'c4n4ry-in-the-live-cluster';

interface Printed {
  readonly environments: readonly {
    readonly notes: readonly string[];
    readonly objects: readonly {
      readonly what: string;
      readonly object: { readonly kind: string; readonly namespace: string | null; readonly name: string };
      readonly fields: readonly { readonly at: string }[];
    }[];
  }[];
}

/**
 * What `steading preview --live` says, a line an object: `changed shop/Deployment/web: spec.replicas`, and what stays whoever applies the tree:
 * `kubectl-edit set data.EXTRA of ConfigMap shop/app`. Throws where it shows a value of a Secret.
 */
export async function changesLive(environment: string, kubeconfig: string): Promise<string[]> {
  const { code, stdout, stderr } = await steading([
    'preview',
    environment,
    '--live',
    '--kubeconfig',
    kubeconfig,
    '--format',
    'json',
  ]);
  if (code !== 0) throw new Error(`steading preview --live ended with ${code}: ${stderr}`);
  if (stdout.includes(CANARY) || stdout.includes(Buffer.from(CANARY).toString('base64')))
    throw new Error('it shows a Secret');
  const { environments } = JSON.parse(stdout) as Printed;
  return environments.flatMap(({ objects, notes }) => [
    ...objects.map(({ what, object, fields }) => {
      const name = [...(object.namespace === null ? [] : [object.namespace]), object.kind, object.name].join('/');
      return `${what} ${name}${fields.map(({ at }) => `: ${at}`).join('')}`;
    }),
    ...notes.flatMap((note) => /^(.*), and applying does not take it out/.exec(note)?.[1] ?? []),
  ]);
}

/** Does to a cluster what people do: scales, takes away, leaves something behind, fills a Secret, adds a key, narrows a policy. Returns what is to be said of it, sorted by name. */
export async function drift(kube: Kube, objects: readonly KubeObject[]): Promise<string[]> {
  const said: [name: string, line: string][] = [];
  const stays: string[] = [];
  const first = (kind: string) => objects.find((object) => object.kind === kind);
  const nameOf = (object: KubeObject) => `${object.metadata.namespace}/${object.kind}/${object.metadata.name}`;
  const deployment = first('Deployment');
  if (deployment) {
    const { metadata } = deployment;
    const path = `/apis/apps/v1/namespaces/${metadata.namespace}/deployments/${metadata.name}`;
    await kube.request(
      'PATCH',
      `${path}?fieldManager=kubectl`,
      { spec: { replicas: 7 } },
      'application/merge-patch+json',
    );
    said.push([nameOf(deployment), `changed ${nameOf(deployment)}: spec.replicas`]);
  }
  for (const kind of ['ConfigMap', 'NetworkPolicy']) {
    const object = first(kind);
    if (!object) continue;
    const isMap = kind === 'ConfigMap';
    const more = isMap ? { data: { EXTRA: CANARY } } : { spec: { podSelector: { matchLabels: { extra: 'label' } } } };
    await kube.merge(refer(object), more, { fieldManager: 'kubectl-edit' });
    if (isMap)
      stays.push(`kubectl-edit set data.EXTRA of ConfigMap ${object.metadata.namespace}/${object.metadata.name}`);
    else {
      const { podSelector } = object.spec as { podSelector: { matchLabels?: object } };
      const field = podSelector.matchLabels ? 'spec.podSelector.matchLabels.extra' : 'spec.podSelector';
      said.push([nameOf(object), `changed ${nameOf(object)}: ${field}`]);
    }
  }
  const service = first('Service');
  if (service) {
    await kube.delete(refer(service));
    said.push([nameOf(service), `added ${nameOf(service)}`]);
  }
  const home = deployment?.metadata.namespace;
  if (home !== undefined) {
    const labels = { 'app.kubernetes.io/managed-by': 'steading', 'app.kubernetes.io/part-of': 'gone' };
    const left = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'left-behind', namespace: home, labels },
      stringData: { key: CANARY },
    };
    await accepted(kube, [left]);
    said.push([nameOf(left), `removed ${nameOf(left)}`]);
  }
  return [...said.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line), ...stays];
}
