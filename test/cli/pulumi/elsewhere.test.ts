import { removals, sorted } from '../../../src/cli/pulumi/elsewhere';
import { HelmStorage } from '../../../src/cli/pulumi/helm';
import type { Entry } from '../../../src/cli/pulumi/state';
import { Objects, stored } from './storage';

const PREFIX = 'urn:pulumi:shop::steading';
const PROVIDERS = ['home', 'default_4_32_0'].map((name) => ({
  ...{
    urn: `${PREFIX}::pulumi:providers:kubernetes::${name}`,
    type: 'pulumi:providers:kubernetes',
    custom: true,
    id: 'x1',
  },
}));
const [OWN, ANYWHERE] = PROVIDERS.map(({ urn, id }) => `${urn}::${id}`);
const made = (type: string, id: string, uid: string, provider = ANYWHERE): Entry => ({
  ...{
    urn: `${PREFIX}::${type}::${id}`,
    type,
    custom: true,
    id,
    outputs: { metadata: { uid } },
    ...(provider && { provider }),
  },
});
const object = (kind: string, name: string, uid: string, namespace?: string) => ({
  ...{ apiVersion: 'v1', kind, metadata: { name, uid, ...(namespace && { namespace }) } },
});

it("what the default provider made in this cluster is the stack's own; what it made elsewhere is forgotten, and named", async () => {
  const here = made('kubernetes:core/v1:ConfigMap', 'shop/here', 'a');
  const release = made('kubernetes:helm.sh/v3:Release', 'shop/redis', '');
  const own = made('kubernetes:core/v1:ConfigMap', 'shop/own', 'c', OWN);
  const elsewhere = [
    made('kubernetes:core/v1:Namespace', 'shop', 'of another cluster'),
    made('kubernetes:apps/v1:Deployment', 'shop/web', 'd'),
    made('kubernetes:core/v1:ServiceAccountPatch', 'shop/default', 'e'),
    made('kubernetes:helm.sh/v3:Release', 'shop/gone', ''),
  ];
  const { kube } = new Objects([
    ...[object('ConfigMap', 'here', 'a', 'shop'), object('Namespace', 'shop', 'b')],
    stored({ name: 'redis', status: 'deployed' }),
  ]);
  const all = [...PROVIDERS, here, release, own, ...elsewhere];
  const found = await sorted(all, kube, new HelmStorage(kube));
  expect(found.here).toEqual([here, release]);
  expect(found.elsewhere).toEqual(elsewhere);
  expect(found.entries).toEqual([...PROVIDERS, ...[here, release].map((one) => ({ ...one, provider: OWN })), own]);
  expect(removals(found.elsewhere)).toEqual([
    'helm uninstall gone --namespace shop',
    'kubectl delete --namespace shop deployment.apps/web',
    'kubectl delete namespace/shop',
  ]);
});
