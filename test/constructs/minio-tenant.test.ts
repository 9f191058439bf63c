import { defaultParity, setSize, shareOfServer } from '../../constructs/minio/erasure';
import { MinioOperator } from '../../constructs/minio/operator';
import type { MinioTenantProps } from '../../constructs/minio/props';
import { MinioTenant } from '../../constructs/minio/tenant';
import { Size } from '../../src';
import type { Manifest } from '../../src/kubernetes/manifest';
import { makeValues } from '../../src/secrets/values';
import { CLUSTER, WEB } from '../invalid/props';
import { declare } from '../support/declare';
import { one } from './monitoring';

const tenant = (props: Partial<MinioTenantProps> = {}, also: (store: MinioTenant) => void = () => {}) =>
  declare((stack) => {
    const home = stack.cluster('home', { ...CLUSTER, secrets: { store: 'sealed-secrets' } });
    const operator = new MinioOperator(stack, 'minio-operator', { on: home.namespace('operators'), version: '7.1.1' });
    also(
      new MinioTenant(stack, 'store', {
        on: home.namespace('data'),
        operator,
        version: 'RELEASE.2025-04-08T15-41-24Z',
        servers: 4,
        volumes: 2,
        size: Size.gibibytes(100),
        consoleHost: 'store.example.org',
        resources: WEB.resources,
        ...props,
      }),
    );
  });

interface Tenant extends Manifest {
  readonly spec: {
    readonly pools: readonly { readonly name: string }[];
    readonly additionalVolumes: readonly object[];
    readonly additionalVolumeMounts: readonly object[];
  };
}
const found = ({ objects }: ReturnType<typeof tenant>) => one(objects, 'Tenant', 'store') as Tenant;

describe('a tenant of MinIO', () => {
  const declared = tenant({}, (store) => {
    store.bucket('samples');
    store.user('spark');
  });

  it('has pods, claims and Services under the names that its operator gives them', () => {
    const [operand] = declared.graph.operands;
    const names = (kind: string) => operand?.brings.filter((one) => one.kind === kind).map(({ name }) => name);
    expect(names('StatefulSet')).toEqual(['store-ss-0']);
    expect(names('Pod')).toEqual(['store-ss-0-0', 'store-ss-0-1', 'store-ss-0-2', 'store-ss-0-3']);
    expect(names('Service')).toEqual(['store-hl', 'minio', 'store-console']);
    expect(names('PersistentVolumeClaim')).toContain('data1-store-ss-0-3');
    for (const { labels } of operand?.brings ?? []) expect(labels?.['v1.min.io/tenant']).toBe('store');
  });

  it('speaks HTTP at 9000, without a certificate, and has a console behind one', () => {
    expect(found(declared).spec).toMatchObject({ requestAutoCert: false, buckets: [{ name: 'samples' }] });
    const addresses = declared.graph.endpoints.map(({ address }) => address);
    expect(addresses).toContain('http://store-hl.data.svc.cluster.local:9000');
    expect(addresses).toContain('https://store.example.org');
    expect(one(declared.objects, 'Ingress', 'store-console')).toMatchObject({
      spec: { tls: [{ hosts: ['store.example.org'], secretName: 'store-console-tls' }] },
    });
  });

  it('mounts as many volumes as it has: otherwise its operator mounts none', () => {
    const { additionalVolumes, additionalVolumeMounts } = found(declared).spec;
    expect(additionalVolumeMounts).toHaveLength(additionalVolumes.length);
    expect(additionalVolumeMounts).toContainEqual(expect.objectContaining({ mountPath: '/tmp/.mc/config.json' }));
  });

  it('reads its credentials from one contract, as does the client in its pods', async () => {
    const { value } = await makeValues(declared.graph.secrets);
    const contract = declared.graph.secrets.find(({ name }) => name === 'minio-root-user-secret');
    const values = contract && value?.of(contract);
    const { MINIO_ROOT_USER: user, MINIO_ROOT_PASSWORD: password } = values ?? {};
    expect(values?.['config.env']?.split('\n')).toEqual([
      `export MINIO_ROOT_USER="${user}"`,
      `export MINIO_ROOT_PASSWORD="${password}"`,
      'export MINIO_BROWSER_REDIRECT_URL="https://store.example.org"',
      'export MINIO_PROMETHEUS_AUTH_TYPE="public"',
      'export MINIO_STORAGE_CLASS_STANDARD="EC:4"',
      '',
    ]);
    const { aliases } = JSON.parse(values?.['config.json'] ?? '');
    expect(aliases.minio).toMatchObject({ url: 'http://localhost:9000', accessKey: user, secretKey: password });
  });

  it('has users by the keys that its operator looks for', () => {
    expect(found(declared).spec).toMatchObject({ users: [{ name: 'store-user-spark' }] });
    const contract = declared.graph.secrets.find(({ name }) => name === 'store-user-spark');
    expect(contract?.keys.map(({ name }) => name)).toEqual(['CONSOLE_ACCESS_KEY', 'CONSOLE_SECRET_KEY']);
  });

  it('has no buckets and users that nobody asked for', () => {
    expect(Object.keys(found(tenant()).spec)).not.toEqual(expect.arrayContaining(['buckets']));
    expect(found(tenant({ pools: 2 })).spec.pools.map(({ name }) => name)).toEqual(['ss-0', 'ss-1']);
  });

  it.each<[Partial<MinioTenantProps>, string[]]>([
    [{ servers: 4, volumes: 1 }, []],
    [{ servers: 8, volumes: 2, parity: 3 }, []],
    [{ servers: 1, volumes: 4 }, ['minio/server-lost']],
    [{ servers: 2, volumes: 2 }, ['minio/server-lost']],
    [{ servers: 3, volumes: 1 }, ['minio/too-few-drives']],
    [{ servers: 17, volumes: 1 }, ['minio/uneven-sets']],
    [{ servers: 4, volumes: 1, parity: 3 }, ['minio/parity']],
    [{ servers: 4, volumes: 4, parity: 1 }, ['minio/parity', 'minio/server-lost']],
  ])('of %j: %j', (props, codes) => {
    expect(tenant(props).findings.map(({ code }) => code)).toEqual(codes);
  });
});

describe('erasure sets', () => {
  it.each([
    [4, 1, 4],
    [4, 4, 16],
    [3, 2, 6],
    [5, 4, 10],
    [16, 2, 16],
    [32, 1, 16],
    [6, 3, 6],
    [17, 2, undefined],
  ])('%i servers of %i: %p drives', (servers, volumes, size) => {
    expect(setSize(servers, volumes)).toBe(size);
  });

  it('lose by default as many drives as MinIO says, and with a server as many as are its', () => {
    expect([4, 5, 6, 7, 8, 16].map(defaultParity)).toEqual([2, 2, 3, 3, 4, 4]);
    expect([shareOfServer(4, 16), shareOfServer(4, 4), shareOfServer(32, 16)]).toEqual([4, 1, 1]);
  });
});
