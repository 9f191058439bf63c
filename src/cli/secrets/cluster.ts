import { isFields, refused } from '../../cluster/answers';
import type { Answer, Kube } from '../../cluster/kube';
import { type Contract, contractId } from '../../secrets/contract';
import { VERSION_ANNOTATION } from '../../secrets/sealed-secret';

/** What a cluster has of some contracts. */
export interface Found {
  /** The Secrets that are there, by `<namespace>/<name>`, with the version of the contract that they were made for. */
  readonly secrets: ReadonlyMap<string, number | undefined>;
  /** Values by `<namespace>/<name>/<key>`. */
  readonly values: ReadonlyMap<string, string>;
}

type Place = Pick<Contract, 'namespace' | 'name'>;

export async function find(kube: Kube, contracts: readonly Place[]): Promise<Found> {
  const secrets = new Map<string, number | undefined>();
  const values = new Map<string, string>();
  for (const [id, { namespace, name }] of new Map(contracts.map((contract) => [contractId(contract), contract]))) {
    const secret = await kube.get({ apiVersion: 'v1', kind: 'Secret', namespace, name });
    if (!secret) continue;
    const { annotations } = secret.metadata;
    secrets.set(id, Number(isFields(annotations) && annotations[VERSION_ANNOTATION]) || undefined);
    for (const [key, value] of Object.entries(secret.data ?? {}))
      values.set(`${id}/${key}`, Buffer.from(String(value), 'base64').toString());
  }
  return { secrets, values };
}

/** Makes a namespace that is not there; whoever delivers the tree gives it its labels. */
export async function makeNamespace(kube: Kube, name: string): Promise<boolean> {
  const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  if (await kube.get({ ...object, name })) return false;
  taken(await kube.create(object), `namespace ${name}`);
  return true;
}

/** Adds values to a Secret, or makes it. Under a name of its own: Flux takes back what kubectl wrote under its own name. */
export async function complete(
  kube: Kube,
  { namespace, name, version }: Contract,
  values: Readonly<Record<string, string>>,
  isThere: boolean,
): Promise<void> {
  const data = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
  );
  const what = `secret ${namespace}/${name}`;
  if (isThere) {
    return taken(await kube.merge({ apiVersion: 'v1', kind: 'Secret', namespace, name }, { data }), what);
  }
  const metadata = { name, namespace, annotations: { [VERSION_ANNOTATION]: String(version) } };
  taken(await kube.create({ apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', data }), what);
}

/** Of what the server says only the number is passed on: it may repeat what it was sent. */
function taken(answer: Answer, what: string): void {
  if (!answer.ok) throw refused({ ...answer, message: '' }, what);
}
