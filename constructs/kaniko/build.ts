import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { type Component, Cpu, Image, type Namespace, type SecretKey, Size, Workload } from '../../src';
import type { Registry } from '../registry';
import { contextOf, loginOf, type Source } from './context';

export interface KanikoBuildProps {
  readonly on: Namespace;
  readonly registry: Registry;
  /** @default - the ConfigMap `<service>-src`, which a person makes from the service's folder */
  readonly source?: Source;
  /** Tags that it is pushed under. @default ['latest'] */
  readonly tags?: readonly string[];
  /** A `config.json` of Docker with the registry's credentials. @default - none: the registry asks nobody */
  readonly credentials?: SecretKey;
  /** What the image is for, where the build lands on other machines. @default - the node's own */
  readonly platform?: 'linux/arm64' | 'linux/amd64';
  /** Affinity of its pod, as Kubernetes writes it. @default - any node of the image's architecture */
  readonly affinity?: Readonly<Record<string, unknown>>;
  /** `maintained` is the fork that still gets fixes; the original was archived in June 2025. @default 'original' */
  readonly executor?: keyof typeof EXECUTORS;
}

/** Kaniko: builds the image of one service in the cluster, without Docker. A Job that somebody applies when there is something to build. */
export class KanikoBuild extends Construct {
  constructor(
    component: Component,
    private readonly service: string,
    private readonly props: KanikoBuildProps,
  ) {
    super(component, 'build');
    const { on, registry, executor = 'original', source = { configMap: `${service}-src` } } = props;
    const name = `kaniko-${service}`;
    const image = EXECUTORS[executor];
    const written = { 'job-name': name };
    const job = new Workload(component, name, { on, kind: 'Job', image, resources: RESOURCES, written });
    job.connect(registry.http, 'pushes the image');
    new ApiObject(this, 'job', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name, namespace: on.name },
      spec: { backoffLimit: 0, ttlSecondsAfterFinished: 300, template: { spec: this.pod(image, source) } },
    });
    component.file(`services/${service}/kaniko-build.yaml`, [`Job/${name}`], { layer: 'onDemand' });
    if ('configMap' in source) component.expect({ kind: 'ConfigMap', namespace: on.name, name: source.configMap });
  }

  private pod(image: Image, source: Source) {
    const { registry, tags = ['latest'], platform, credentials, affinity } = this.props;
    const { args, env, volumes, mounts } = contextOf(source);
    const login = credentials && loginOf(credentials);
    const allMounts = [...mounts, ...(login ? [login.mount] : [])];
    const allVolumes = [...volumes, ...(login ? [login.volume] : [])];
    return {
      restartPolicy: 'Never',
      ...(affinity && { affinity }),
      containers: [
        {
          name: 'kaniko',
          image: String(image),
          args: [
            ...args,
            ...tags.map((tag) => `--destination=${registry.address}/${this.service}:${tag}`),
            '--insecure',
            '--skip-tls-verify',
            ...(platform ? [`--custom-platform=${platform}`] : []),
          ],
          ...(env.length > 0 && { env }),
          ...(allMounts.length > 0 && { volumeMounts: allMounts }),
          resources: { requests: { memory: '1Gi', cpu: '500m' }, limits: { memory: '2Gi', cpu: '2' } },
        },
      ],
      ...(allVolumes.length > 0 && { volumes: allVolumes }),
    };
  }
}

/** As the Job states them, for capacity and for the model. */
const RESOURCES = {
  cpu: Cpu.millis(500),
  memory: Size.gibibytes(1),
  cpuLimit: Cpu.cores(2),
  memoryLimit: Size.gibibytes(2),
};

const PLATFORMS = { platforms: ['amd64', 'arm64'] } as const;
const EXECUTORS = {
  original: Image.of('gcr.io/kaniko-project/executor', { tag: 'latest', ...PLATFORMS }),
  maintained: Image.of('ghcr.io/osscontainertools/kaniko', { tag: 'v1.27.6', ...PLATFORMS }),
};
