import { ApiObject, Lazy } from 'cdk8s';
import { Component, type Cpu, derived, Operand, Secret, type Size, type Stack } from '../../src';
import type { S3User } from '../minio/props';
import type { MinioTenant } from '../minio/tenant';
import type { SparkRunner } from './runner';

export interface Task {
  readonly cores: number;
  /** Of the JVM; a tenth of it, at least 384Mi, comes on top for what is outside its heap, as Spark has it. */
  readonly memory: Size;
  /** The most processor time it gets. @default - no limit */
  readonly cpuLimit?: Cpu;
}

export interface SparkJobProps {
  readonly runner: SparkRunner;
  /** Version of Spark, tag of the image `apache/spark`: the one that the operator submits with, or an older one. */
  readonly version: string;
  /** A program in Python, as it stands in its file. */
  readonly script: string;
  /** @default [] */
  readonly args?: readonly string[];
  readonly driver: Task;
  readonly executor: Task;
  /** @default 1 */
  readonly executors?: number;
  /** Maven coordinates of what Spark fetches from the Internet before it starts. @default [] */
  readonly packages?: readonly string[];
  /** As a CronJob has it, or the file that a person applies to run it once. */
  readonly when: { readonly schedule: string } | { readonly file: string };
}

/** A Spark application in Python, driver and executors in pods of their own, as uid 185, the image's own user. */
export class SparkJob extends Component {
  private readonly operand: Operand;
  private readonly hadoop: Record<string, string> = {};
  private readonly env: object[] = [];

  constructor(
    stack: Stack,
    id: string,
    private readonly props: SparkJobProps,
  ) {
    super(stack, id);
    const { runner, script, when } = props;
    const { on, operator } = runner.props;
    const isScheduled = 'schedule' in when;
    const kind = isScheduled ? 'ScheduledSparkApplication' : 'SparkApplication';
    this.operand = new Operand(this, id, { namespace: on, operator: operator.release });
    const code = `${id}-code`;
    this.object('v1', 'ConfigMap', code, { data: { [FILE]: script } });
    this.object('sparkoperator.k8s.io/v1beta2', kind, id, {
      spec: Lazy.any({
        produce: () => {
          const application = this.application(code);
          return isScheduled
            ? { schedule: when.schedule, concurrencyPolicy: 'Forbid', template: application }
            : application;
        },
      }),
    });
    if (!isScheduled) this.file(when.file, [`ConfigMap/${code}`, `${kind}/${id}`], { layer: 'onDemand' });
    this.after(runner, 'drivers run under its account');
  }

  /** Reads and writes objects as `s3a://bucket/key`; Spark needs Hadoop's S3A (`org.apache.hadoop:hadoop-aws`, of the image's Hadoop) for it. */
  store({ s3 }: MinioTenant, { accessKey, secretKey }: S3User): void {
    const { url } = this.operand.connect(this.pods, s3, 'reads and writes objects');
    Object.assign(this.hadoop, {
      'fs.s3a.endpoint': url,
      'fs.s3a.path.style.access': 'true', // buckets have no names of their own in DNS
      'fs.s3a.connection.ssl.enabled': String(url.startsWith('https')),
    });
    const credentials = new Secret(this, `${this.name}-s3`, {
      namespace: this.props.runner.props.on,
      keys: { AWS_ACCESS_KEY_ID: derived`${accessKey}`, AWS_SECRET_ACCESS_KEY: derived`${secretKey}` },
    });
    for (const { name } of credentials.keys)
      this.env.push({ name, valueFrom: { secretKeyRef: { name: credentials.name, key: name } } });
  }

  /** Labels by which the operator's pods are known, drivers and executors alike. */
  private get pods() {
    return { 'sparkoperator.k8s.io/app-name': this.name };
  }

  private application(code: string) {
    const { version, args = [], driver, executor, executors = 1, packages = [], runner } = this.props;
    return {
      type: 'Python',
      pythonVersion: '3',
      mode: 'cluster',
      image: `docker.io/apache/spark:${version}`,
      imagePullPolicy: 'IfNotPresent',
      sparkVersion: version,
      mainApplicationFile: `local://${FOLDER}/${FILE}`,
      ...(args.length > 0 && { arguments: args }),
      ...(packages.length > 0 && { deps: { packages }, sparkConf: { 'spark.jars.ivy': '/tmp/.ivy2' } }),
      ...(Object.keys(this.hadoop).length > 0 && { hadoopConf: this.hadoop }),
      restartPolicy: { type: 'Never' },
      timeToLiveSeconds: 24 * 3600,
      driver: {
        ...this.task(driver),
        configMaps: [{ name: code, path: FOLDER }],
        serviceAccount: runner.name,
      },
      executor: { ...this.task(executor), instances: executors },
    };
  }

  private task({ cores, memory, cpuLimit }: Task) {
    return {
      cores,
      memory: `${memory.toMebibytes()}m`,
      ...(cpuLimit && { coreLimit: String(cpuLimit) }),
      ...(this.env.length > 0 && { env: this.env }),
      securityContext: HARDENED,
    };
  }

  private object(apiVersion: string, kind: string, name: string, content: object): void {
    const metadata = { name, namespace: this.props.runner.props.on.name };
    new ApiObject(this, `${kind}-${name}`, { apiVersion, kind, metadata, ...content });
  }
}

const FOLDER = '/opt/spark/job';
const FILE = 'main.py';
const HARDENED = {
  runAsUser: 185,
  runAsGroup: 185,
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};
