import { resource } from '../../../src/backends/pulumi/resource';
import { unseen } from '../../../src/cli/pulumi/unseen';
import { Kube } from '../../../src/cluster/kube';
import { ApiServer, status } from '../../support/api-server';

const CANARY = 'canary-of-a-hand';
const at = (kind: string, name: string) => `/api/v1/namespaces/shop/${kind.toLowerCase()}s/${name}`;
const declared = (kind: string, name: string, data: object) =>
  resource(`kubernetes:core/v1:${kind}`, `shop/${name}`, {
    inputs: { apiVersion: 'v1', kind, metadata: { name, namespace: 'shop' }, data },
    options: { dependsOn: [] },
  });
const PLAN = [
  declared('ConfigMap', 'app', { A: '1' }),
  declared('Secret', 'login', { PASSWORD: { 'fn::toBase64': { 'fn::config': 'secret.shop.login.PASSWORD' } } }),
  declared('ConfigMap', 'missing', { A: '1' }),
];

let server: ApiServer;
let cluster: () => Kube;
const live = (kind: string, name: string, manager: string, data: Readonly<Record<string, string>>) => {
  const owned = Object.fromEntries(Object.keys(data).map((key) => [`f:${key}`, {}]));
  const managedFields = [{ manager, operation: 'Update', fieldsV1: { 'f:data': owned } }];
  server.objects.set(at(kind, name), {
    apiVersion: 'v1',
    kind,
    metadata: { name, namespace: 'shop', managedFields },
    data,
  } as never);
};

beforeAll(async () => {
  server = await ApiServer.start();
  const kubeconfig = server.kubeconfig();
  cluster = () => new Kube(kubeconfig);
});
afterAll(() => server.stop());

it('names what others added, with what takes it out, and no value', async () => {
  live('ConfigMap', 'app', 'kubectl-edit', { A: '1', EXTRA: CANARY });
  live('Secret', 'login', 'k9s', { PASSWORD: CANARY, 'tls.crt': CANARY });
  const said = await unseen(cluster, PLAN);
  expect(said).toEqual([
    `kubectl-edit set data.EXTRA of ConfigMap shop/app, and Pulumi does not see that
to fix: kubectl patch configmap/app --namespace shop --type=json --patch '[{"op":"remove","path":"/data/EXTRA"}]'`,
    `k9s set data.tls.crt of Secret shop/login, and Pulumi does not see that
to fix: kubectl patch secret/login --namespace shop --type=json --patch '[{"op":"remove","path":"/data/tls.crt"}]'`,
  ]);
});

it('says nothing where the applier wrote it, and that nothing is known where the cluster does not say', async () => {
  live('ConfigMap', 'app', 'steading', { A: '1', EXTRA: CANARY });
  live('Secret', 'login', 'k9s', { PASSWORD: CANARY });
  expect(await unseen(cluster, PLAN)).toEqual([]);
  server.instead = () => status(403, 'it is forbidden');
  expect(await unseen(cluster, PLAN)).toEqual([
    expect.stringMatching(/^what others changed in the cluster is not known: .*403.*\nto fix: /),
  ]);
});
