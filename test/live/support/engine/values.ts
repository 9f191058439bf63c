import type { Plan } from '../../../../src/backends/pulumi/resource';
import { configKey } from '../../../../src/backends/pulumi/secrets';
import type { Kube } from '../../../../src/cluster/kube';
import type { Tree } from '../tree';

/** The value that a person gives in every test. */
export const GIVEN = 'canary-that-a-person-gave';

/** The contracts whose Secret is made by Pulumi. */
function contractsOf({ graph: { secrets } }: Tree, planned: Plan) {
  const made = new Set(planned.filter(({ type }) => type === 'kubernetes:core/v1:Secret').map(({ name }) => name));
  return secrets.filter(({ namespace, name, store }) => store !== '1password' && made.has(`${namespace}/${name}`));
}

/** What a person has closed with `pulumi config set --secret`, for the first key that is theirs to give. */
export function givenTo(tree: Tree, planned: Plan): string | undefined {
  const keys = contractsOf(tree, planned).flatMap(({ namespace, name: secret, keys: all }) =>
    all.filter(({ source: { from } }) => from === 'manual').map(({ name: key }) => ({ namespace, secret, key })),
  );
  return keys[0] && `${configKey(keys[0])}=${GIVEN}`;
}

/** What the cluster got for keys that are random. */
export async function drawnValues(kube: Kube, tree: Tree, planned: Plan): Promise<string[]> {
  const values: string[] = [];
  for (const { namespace, name, keys, store } of contractsOf(tree, planned)) {
    const data = ((await kube.get({ apiVersion: 'v1', kind: 'Secret', namespace, name }))?.data ?? {}) as Data;
    for (const { name: key } of keys.filter(({ source: { from } }) => from === 'generated'))
      values.push(Buffer.from(data[key] ?? `${store} lacks ${key}`, 'base64').toString());
  }
  return values;
}

/** Whether a Secret of the cluster has a value. */
export async function present(kube: Kube, { graph: { secrets } }: Tree, value: string): Promise<boolean> {
  const all = await Promise.all(
    secrets.map(({ namespace, name }) => kube.get({ apiVersion: 'v1', kind: 'Secret', namespace, name })),
  );
  return all.some((one) => Object.values((one?.data ?? {}) as Data).includes(Buffer.from(value).toString('base64')));
}

type Data = Readonly<Record<string, string>>;
