import { loadSchemas, schemaKey } from '../../src/checks/schema/schemas';

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [{ name: 'web', image: 'web:1', resources: { limits: { memory: '1Gi', cpu: 1 } } }],
        volumes: [{ name: 'scratch', emptyDir: {} }],
      },
    },
  },
};

async function violations(manifest: typeof deployment) {
  const schemas = await loadSchemas([manifest]);
  return schemas.get(schemaKey(manifest))?.violations(manifest);
}

describe('schemas of kinds', () => {
  test('take a sound object', async () => {
    expect(await violations(deployment)).toEqual([]);
  });

  test('name a field that the kind does not have, however deep', async () => {
    const template = { ...deployment.spec.template, spec: { ...deployment.spec.template.spec, volume: [] } };
    const found = await violations({ ...deployment, spec: { ...deployment.spec, template } });
    expect(found).toEqual([{ field: 'spec.template.spec.volume', known: expect.arrayContaining(['volumes']) }]);
  });

  test('say of a value once what would have been right', async () => {
    const found = await violations({ ...deployment, spec: { ...deployment.spec, replicas: 'two' } as never });
    expect(found).toEqual([{ field: 'spec.replicas', got: '"two"', expected: 'to be integer' }]);
  });

  test.each([
    [{ apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', spec: { description: 'ours' } }, []],
    [{ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', value: 1, description: 'ours' }, []],
    [{ apiVersion: 'v1', kind: 'ConfigMap', description: 'ours' }, ['description']],
  ])('know which kinds have a description: %j', async (object, fields) => {
    const found = (await violations({ ...object, metadata: { name: 'shop' } } as never)) ?? [];
    expect(found.map(({ field }) => field)).toEqual(fields);
  });

  test.each([
    [{ type: 'jbod', volumes: [{ id: 0, type: 'persistent-claim', size: '1Gi' }] }, []],
    [{ type: 'jbod', volumes: [{ id: 0, type: 'persistent-claim', sizes: '1Gi' }] }, ['spec.storage.volumes.0.sizes']],
    [{ type: 'floppy' }, ['spec.storage.type']],
  ])('know the kinds of Strimzi in the version before 1.0: %j', async (storage, fields) => {
    const pool = { apiVersion: 'kafka.strimzi.io/v1beta2', kind: 'KafkaNodePool', metadata: { name: 'brokers' } };
    const found = await violations({ ...pool, spec: { replicas: 1, roles: ['broker'], storage } } as never);
    expect(found?.map(({ field }) => field)).toEqual(fields);
  });

  test('know no version that Kubernetes has stopped to serve', async () => {
    expect(await violations({ ...deployment, apiVersion: 'apps/v1beta1' })).toBeUndefined();
  });
});
