import { loadAll } from 'js-yaml';
import { Postgresql } from '../../constructs/postgresql/server';
import { Registry } from '../../constructs/registry';
import { Component, manual, type Namespace, Secret, Size, type Stack } from '../../src';
import { text } from '../../src/backends/yaml';
import { HolmService, type HolmServiceProps } from '../../stacks/pi/service';
import { CLUSTER } from '../invalid/props';
import { declare } from '../support/declare';

type Built = { stack: Stack; on: Namespace; service: HolmService };

function holm(
  props: Partial<HolmServiceProps> | ((stack: Stack, on: Namespace) => Partial<HolmServiceProps>) = {},
  also: (built: Built) => void = () => {},
) {
  const declared = declare((stack) => {
    const on = stack.cluster('pi', { ...CLUSTER, serviceCidr: '10.96.0.0/12' }).namespace('holm');
    const registry = new Registry(stack, 'registry', {
      on,
      version: '3.0.0',
      size: Size.gibibytes(1),
      clusterIP: '10.110.67.87',
    });
    const own = typeof props === 'function' ? props(stack, on) : props;
    const service = new HolmService(stack, 'my-service', { on, registry, nodePort: 30123, ...own });
    also({ stack, on, service });
  });
  const files = Object.fromEntries(declared.artifacts.map((artifact) => [artifact.path, text(artifact)]));
  const [deployment, service] = loadAll(files['services/my-service/deployment.yaml'] ?? '') as Loaded[];
  const [job] = loadAll(files['services/my-service/kaniko-build.yaml'] ?? '') as Loaded[];
  if (!deployment || !service || !job) throw new Error('a file is missing');
  return { ...declared, files, deployment, service, job };
}

// biome-ignore lint/suspicious/noExplicitAny: read from YAML
type Loaded = any;

const AFFINITY = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [
        { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'NotIn', values: ['openmediavault'] }] },
      ],
    },
  },
};

/** Section 1.1 of the runbook, its deployment.yaml read as YAML. */
const WRITTEN = [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'my-service', namespace: 'holm', labels: { app: 'my-service' } },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'my-service' } },
      template: {
        metadata: { labels: { app: 'my-service' } },
        spec: {
          affinity: AFFINITY,
          containers: [
            {
              name: 'my-service',
              image: '10.110.67.87:5000/my-service:latest',
              imagePullPolicy: 'Always',
              ports: [{ containerPort: 8080 }],
              resources: { requests: { memory: '64Mi', cpu: '50m' }, limits: { memory: '256Mi', cpu: '500m' } },
              livenessProbe: { httpGet: { path: '/health', port: 8080 }, initialDelaySeconds: 10, periodSeconds: 30 },
              readinessProbe: { httpGet: { path: '/health', port: 8080 }, initialDelaySeconds: 5, periodSeconds: 10 },
            },
          ],
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'my-service', namespace: 'holm' },
    spec: {
      type: 'NodePort',
      selector: { app: 'my-service' },
      ports: [{ port: 8080, targetPort: 8080, nodePort: 30123 }],
    },
  },
];

/** Section 6.1, its kaniko-build.yaml read as YAML. */
const BUILD = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'kaniko-my-service', namespace: 'holm' },
  spec: {
    backoffLimit: 0,
    ttlSecondsAfterFinished: 300,
    template: {
      spec: {
        restartPolicy: 'Never',
        affinity: AFFINITY,
        containers: [
          {
            name: 'kaniko',
            image: 'gcr.io/kaniko-project/executor:latest',
            args: [
              '--dockerfile=/workspace/Dockerfile',
              '--context=/workspace',
              '--destination=10.110.67.87:5000/my-service:latest',
              '--insecure',
              '--skip-tls-verify',
            ],
            volumeMounts: [{ name: 'source', mountPath: '/workspace' }],
            resources: { requests: { memory: '1Gi', cpu: '500m' }, limits: { memory: '2Gi', cpu: '2' } },
          },
        ],
        volumes: [{ name: 'source', configMap: { name: 'my-service-src' } }],
      },
    },
  },
};

describe('a service of HolmOS', () => {
  it('is what section 1.1 writes out, and nothing else', () => {
    const { deployment, service, files } = holm();
    expect([deployment, service]).toEqual(WRITTEN);
    expect(files['services/my-service/Dockerfile']).toContain('FROM node:18-alpine\nWORKDIR /app\n');
  });

  it('is an endpoint that others use, with a port on the nodes', () => {
    const { graph } = holm({}, ({ on, service }) => on.allow('everybody', service.http, 'asks'));
    expect(graph.endpoints.filter(({ component }) => component === 'my-service')).toMatchObject([
      { name: 'http', host: 'my-service.holm.svc.cluster.local', port: 8080, namespace: 'holm' },
      { name: 'http-node-port', address: 'http://192.168.1.10:30123' },
    ]);
    expect(graph.connections.map(({ to }) => to)).toContain('test/my-service/http');
  });

  it('without a port on the nodes it is reached inside the cluster, at another port if need be', () => {
    const { service } = holm({ nodePort: undefined as never, port: 80 });
    expect(service.spec).toEqual({ selector: { app: 'my-service' }, ports: [{ port: 80, targetPort: 8080 }] });
  });

  it('asks /ready where it has that, keeps 20 revisions, runs the tag of its content', () => {
    const { deployment, job } = holm({ ready: '/ready', revisionHistoryLimit: 20, tag: 'src-4f2a91' });
    const [container] = deployment.spec.template.spec.containers;
    expect(deployment.spec.revisionHistoryLimit).toBe(20);
    expect(container.image).toBe('10.110.67.87:5000/my-service:src-4f2a91');
    expect([container.readinessProbe.httpGet.path, container.livenessProbe.httpGet.path]).toEqual([
      '/ready',
      '/health',
    ]);
    expect(job.spec.template.spec.containers[0].args).toEqual(
      expect.arrayContaining([
        '--destination=10.110.67.87:5000/my-service:src-4f2a91',
        '--destination=10.110.67.87:5000/my-service:latest',
      ]),
    );
  });

  it('gets its database by the variables of PostgreSQL, and an account where it may ask Kubernetes something', () => {
    const { deployment, objects } = holm({}, ({ stack, on, service }) => {
      const postgres = new Postgresql(stack, 'postgres', { on, version: '17.6', size: Size.gibibytes(1) });
      service.store(postgres.database('backups'), 'keeps backups');
      service.may([{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }], 'lists pods');
    });
    const { containers, serviceAccountName } = deployment.spec.template.spec;
    expect(serviceAccountName).toBe('my-service');
    expect(containers[0].env).toContainEqual({
      name: 'PGPASSWORD',
      valueFrom: { secretKeyRef: { name: 'postgres-backups', key: 'password' } },
    });
    expect(
      objects
        .filter(({ metadata }) => metadata.name === 'my-service')
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['Deployment', 'Role', 'RoleBinding', 'Service', 'ServiceAccount']);
  });

  it('may bring its own Dockerfile', () => {
    expect(holm({ dockerfile: false }).files['services/my-service/Dockerfile']).toBeUndefined();
  });
});

describe('a build by Kaniko', () => {
  it('is what section 6.1 writes out, and no part of a delivery', () => {
    const { job, artifacts } = holm();
    expect(job).toEqual(BUILD);
    const file = artifacts.find(({ path }) => path.endsWith('kaniko-build.yaml'));
    expect(file?.content).toMatchObject([{ layer: 'onDemand', component: 'my-service' }]);
  });

  it('takes its source from Git', () => {
    const { job } = holm((stack, on) => ({
      build: {
        source: { git: 'github.com/timholm/HolmOS.git', folder: 'services/my-service', token: key(stack, on, 'token') },
      },
    }));
    const { containers, volumes } = job.spec.template.spec;
    expect(containers[0].args.slice(0, 3)).toEqual([
      '--dockerfile=Dockerfile',
      '--context=git://github.com/timholm/HolmOS.git#refs/heads/main',
      '--context-sub-path=services/my-service',
    ]);
    expect(containers[0].env[0].name).toBe('GIT_TOKEN');
    expect([volumes, containers[0].volumeMounts]).toEqual([undefined, undefined]);
  });

  it('takes its source from an object store', () => {
    const { job } = holm((stack, on) => ({
      build: {
        source: {
          archive: 's3://sources/my-service.tar.gz',
          accessKey: key(stack, on, 'access'),
          secretKey: key(stack, on, 'secret'),
          endpoint: 'http://minio.storage.svc.cluster.local:9000',
        },
      },
    }));
    const [{ args, env }] = job.spec.template.spec.containers;
    expect(args).toContain('--context=s3://sources/my-service.tar.gz');
    expect(env.map(({ name }: { name: string }) => name)).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
      'S3_ENDPOINT',
      'S3_FORCE_PATH_STYLE',
    ]);
  });

  it('signs in at a registry, builds for another machine, by the fork that is maintained', () => {
    const { job } = holm((stack, on) => ({
      build: { credentials: key(stack, on, 'config.json'), platform: 'linux/arm64', executor: 'maintained' },
    }));
    const { containers, volumes } = job.spec.template.spec;
    expect(containers[0].image).toMatch(/^ghcr\.io\/osscontainertools\/kaniko:v/);
    expect(containers[0].args).toContain('--custom-platform=linux/arm64');
    expect(containers[0].volumeMounts).toContainEqual({
      name: 'credentials',
      mountPath: '/kaniko/.docker',
      readOnly: true,
    });
    expect(volumes).toContainEqual({
      name: 'credentials',
      secret: { secretName: 'keys-config.json', items: [{ key: 'config.json', path: 'config.json' }] },
    });
  });
});

function key(stack: Stack, on: Namespace, name: string) {
  const component = (stack.node.tryFindChild('keys') as Component | undefined) ?? new Component(stack, 'keys');
  return new Secret(component, `keys-${name}`, { namespace: on, keys: { [name]: manual(name) } }).key(name);
}
