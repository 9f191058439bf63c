import type { Plan } from '../../../src/backends/pulumi/resource';
import { HelmStorage } from '../../../src/cli/pulumi/helm';
import { Releases } from '../../../src/cli/pulumi/releases';
import type { Entry } from '../../../src/cli/pulumi/state';
import { Objects, type Revision, statusOf, stored } from './storage';

const PREFIX = 'urn:pulumi:shop::steading';
const PROVIDER: Entry = {
  ...{
    urn: `${PREFIX}::pulumi:providers:kubernetes::home`,
    type: 'pulumi:providers:kubernetes',
    custom: true,
    id: 'x1',
  },
};
const NAMESPACE: Entry = {
  ...{
    urn: `${PREFIX}::env$part$kubernetes:core/v1:Namespace::shop`,
    type: 'kubernetes:core/v1:Namespace',
    custom: true,
  },
};
const noOrder = { dependsOn: [] };
const values = { replicas: 2 };
const PLAN: Plan = [
  { id: 'env::shop', type: 'env', name: 'shop', inputs: {}, options: noOrder },
  { id: 'part::db', type: 'part', name: 'db', parent: 'env::shop', inputs: {}, options: noOrder },
  {
    ...{
      id: 'kubernetes:core/v1:Namespace::shop',
      type: 'kubernetes:core/v1:Namespace',
      name: 'shop',
      parent: 'part::db',
    },
    inputs: {},
    options: noOrder,
  },
  {
    ...{ id: 'kubernetes:helm.sh/v3:Release::shop/redis', type: 'kubernetes:helm.sh/v3:Release', name: 'shop/redis' },
    parent: 'part::db',
    inputs: { name: 'redis', namespace: 'shop', chart: 'redis', version: '1.0.0', values, timeout: 900 },
    options: { dependsOn: ['kubernetes:core/v1:Namespace::shop'], protect: true, retainOnDelete: true },
  },
];

async function adopted(revisions: readonly Revision[], entries: readonly Entry[] = [PROVIDER, NAMESPACE]) {
  const objects = new Objects(revisions.map(stored));
  const said: string[] = [];
  const releases = new Releases(PLAN, new HelmStorage(objects.kube), (text) => said.push(text));
  const all = await releases.adopt(entries, PREFIX);
  return { added: all.slice(entries.length), said: said.join('\n'), objects };
}

it('a release that Helm has and the state has not stands below its component, in the hands of the stack', async () => {
  const { added, said } = await adopted([{ name: 'redis', status: 'deployed', config: values }]);
  expect(added.map(({ urn }) => urn)).toEqual([
    `${PREFIX}::env::shop`,
    `${PREFIX}::env$part::db`,
    `${PREFIX}::env$part$kubernetes:helm.sh/v3:Release::shop/redis`,
  ]);
  expect(added[2]).toMatchObject({
    ...{ id: 'shop/redis', custom: true, parent: `${PREFIX}::env$part::db`, protect: true, retainOnDelete: true },
    provider: `${PREFIX}::pulumi:providers:kubernetes::home::x1`,
    dependencies: [NAMESPACE.urn],
    inputs: { name: 'redis', namespace: 'shop', chart: 'redis', version: '1.0.0', values, timeout: 900 },
  });
  // The provider takes them for a secret without asking, and panics where they are none.
  expect(added[2]?.outputs?.__inputs).toMatchObject({
    '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270',
    plaintext: JSON.stringify(added[2]?.inputs),
  });
  expect(said).toContain('release shop/redis is there (deployed, revision 1) and was not in the state: now it is');
});

it('it has the values that Helm has, so that the next run sees what is another', async () => {
  const { added } = await adopted([{ name: 'redis', status: 'deployed', config: { replicas: 1 } }]);
  expect(added.at(-1)?.inputs).toMatchObject({ values: { replicas: 1 } });
});

it('one that failed is another than is wanted, so that the next run finishes it', async () => {
  const { added } = await adopted([{ name: 'redis', status: 'failed', config: values }]);
  expect(added.at(-1)?.inputs).not.toHaveProperty('timeout');
});

it('one at which nobody works any more is unlocked, as Helm refuses it otherwise', async () => {
  const { added, said, objects } = await adopted([{ name: 'redis', status: 'pending-install' }]);
  expect(objects.all.map(statusOf)).toEqual(['failed']);
  expect(objects.all[0]?.metadata.labels).toMatchObject({ status: 'failed' });
  expect(added.at(-1)?.id).toBe('shop/redis');
  expect(said).toContain('nobody is at it any more');
});

it('one that a provider is still at is waited for', async () => {
  const objects = new Objects([stored({ name: 'redis', status: 'pending-install', begun: new Date().toISOString() })]);
  const waited = new Releases(PLAN, new HelmStorage(objects.kube), () => {
    objects.all[0] = stored({ name: 'redis', status: 'deployed' });
  });
  const all = await waited.adopt([PROVIDER, NAMESPACE], PREFIX);
  expect([all.at(-1)?.id, objects.all.map(statusOf)]).toEqual(['shop/redis', ['deployed']]);
});

it.each([
  [
    'another chart under its name',
    [{ name: 'redis', status: 'deployed', chart: 'valkey' }],
    [PROVIDER],
    "of chart 'valkey' and not of 'redis'",
  ],
  ['no way to the cluster', [{ name: 'redis', status: 'deployed' }], [], 'the state has no way to the cluster yet'],
] as const)('%s is told, and nothing is taken in', async (_, revisions, entries, why) => {
  const { added, said } = await adopted(revisions, entries);
  expect([added, said]).toEqual([[], expect.stringContaining(why)]);
});

it('what Helm does not know, and what the state knows, is left alone', async () => {
  const known: Entry = { urn: 'u', type: 'kubernetes:helm.sh/v3:Release', custom: true, id: 'shop/redis' };
  expect(await adopted([])).toMatchObject({ added: [], said: '' });
  expect(await adopted([{ name: 'redis', status: 'deployed' }], [PROVIDER, known])).toMatchObject({
    added: [],
    said: '',
  });
});
