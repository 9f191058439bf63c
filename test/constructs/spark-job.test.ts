import { MinioOperator } from '../../constructs/minio/operator';
import { MinioTenant } from '../../constructs/minio/tenant';
import { SparkJob, type SparkJobProps } from '../../constructs/spark/job';
import { SparkOperator } from '../../constructs/spark/operator';
import { SparkRunner } from '../../constructs/spark/runner';
import { Size } from '../../src';
import type { Manifest } from '../../src/kubernetes/manifest';
import { CLUSTER, WEB } from '../invalid/props';
import { declare } from '../support/declare';
import { one } from './monitoring';

const TASK = { cores: 1, memory: Size.gibibytes(1) };

const job = (when: SparkJobProps['when']) =>
  declare((stack) => {
    const home = stack.cluster('home', CLUSTER);
    const on = home.namespace('processing-jobs');
    const operators = home.namespace('operators');
    const spark = new SparkOperator(stack, 'spark-operator', { on: operators, version: '2.5.2', jobs: on });
    const minio = new MinioTenant(stack, 'store', {
      on: home.namespace('data'),
      operator: new MinioOperator(stack, 'minio-operator', { on: operators, version: '7.1.1' }),
      version: 'RELEASE.2025-04-08T15-41-24Z',
      servers: 4,
      volumes: 1,
      size: Size.gibibytes(100),
      consoleHost: 'store.example.org',
      resources: WEB.resources,
    });
    const count = new SparkJob(stack, 'count', {
      runner: new SparkRunner(stack, 'spark-job-runner', { on, operator: spark }),
      version: '4.0.4',
      script: 'print(1)\n',
      driver: TASK,
      executor: TASK,
      when,
    });
    count.store(minio, minio.user('count'));
  });

interface Application {
  readonly driver: { readonly env: object; readonly serviceAccount: string };
  readonly executor: { readonly env: object; readonly instances: number };
}

describe('a Spark job', () => {
  const { objects, graph } = job({ file: 'jobs/count.yaml' });
  const { spec } = one(objects, 'SparkApplication', 'count') as Manifest & { spec: Application };

  it('runs its script as the account that may make executors', () => {
    expect(spec).toMatchObject({
      mainApplicationFile: 'local:///opt/spark/job/main.py',
      driver: { serviceAccount: 'spark-job-runner', configMaps: [{ name: 'count-code', path: '/opt/spark/job' }] },
      executor: { instances: 1 },
    });
    expect(one(objects, 'ConfigMap', 'count-code')).toMatchObject({ data: { 'main.py': 'print(1)\n' } });
  });

  it('finds the store by path, over HTTP, with keys of a Secret beside it', () => {
    expect(spec).toMatchObject({
      hadoopConf: {
        'fs.s3a.endpoint': 'http://store-hl.data.svc.cluster.local:9000',
        'fs.s3a.path.style.access': 'true',
        'fs.s3a.connection.ssl.enabled': 'false',
      },
    });
    const variable = (name: string) => ({ name, valueFrom: { secretKeyRef: { name: 'count-s3', key: name } } });
    const env = [variable('AWS_ACCESS_KEY_ID'), variable('AWS_SECRET_ACCESS_KEY')];
    expect([spec.driver.env, spec.executor.env]).toEqual([env, env]);
    expect(graph.secrets).toContainEqual(expect.objectContaining({ namespace: 'processing-jobs', name: 'count-s3' }));
    expect(graph.connections).toContainEqual(
      expect.objectContaining({
        from: 'test/count',
        to: 'test/store/s3',
        pods: { namespace: 'processing-jobs', labels: { 'sparkoperator.k8s.io/app-name': 'count' } },
      }),
    );
  });

  it('runs when somebody applies its file, or at its hours', () => {
    expect(graph.files).toMatchObject([
      { path: 'jobs/count.yaml', layer: 'onDemand', holds: ['ConfigMap/count-code', 'SparkApplication/count'] },
    ]);
    const nightly = job({ schedule: '0 3 * * *' });
    expect(one(nightly.objects, 'ScheduledSparkApplication', 'count').spec).toMatchObject({
      schedule: '0 3 * * *',
      template: { mainApplicationFile: 'local:///opt/spark/job/main.py' },
    });
    expect(nightly.graph.files).toEqual([]);
  });
});

it('its account may do in its namespace what a driver does, and touches no Secret', () => {
  const { objects } = job({ file: 'jobs/count.yaml' });
  const { rules } = one(objects, 'Role', 'spark-job-runner') as Manifest & {
    rules: readonly { readonly resources: readonly string[]; readonly verbs: readonly string[] }[];
  };
  const verbs = (resource: string) => rules.find(({ resources }) => resources.includes(resource))?.verbs ?? [];
  expect(verbs('pods')).toEqual(expect.arrayContaining(['create', 'watch', 'delete', 'deletecollection']));
  expect(verbs('services')).not.toContain('create');
  expect(rules.flatMap(({ resources }) => resources)).not.toContain('secrets');
  expect(JSON.stringify(rules)).not.toContain('*');
});
