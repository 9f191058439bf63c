import * as v from 'valibot';
import {
  cpu,
  fields,
  fluxVersion,
  hostname,
  positive,
  releaseVersion,
  size,
  text,
  textWithSecretIn,
  url,
} from '../src';

/** Where a credential belongs that somebody wrote into an address. */
const RECEIVER = 'the Secret of the receiver, which a person fills: say here in words what is to be filled in';

const resources = fields({ cpu, memory: size, memoryLimit: v.exactOptional(size) });

/** `steading:alerts`: who is told of alerts. Without it they stand in Alertmanager and Grafana only. */
export const alerts = v.optional(fields({ webhook: textWithSecretIn(RECEIVER) }), undefined);

/** `steading:kafka`: its brokers. Versions of Kafka and of its operator have to fit. */
export const kafka = fields({ version: releaseVersion, brokers: positive, size, resources });

const room = fields({ cpu, memory: size, storage: size });

/** `steading:limits`: how much the pods of a namespace may take, all together. */
export const limits = fields({ orchestration: room, mlLifecycle: room });

/** `steading:minio`: its servers and their drives; where its console is, and whose IngressClass serves that. */
export const minio = fields({
  version: text,
  servers: positive,
  volumes: positive,
  size,
  resources,
  consoleHost: hostname,
  ingressClass: text,
});

/** `steading:monitoring`: where a browser finds Prometheus and Grafana, and room for metrics. */
export const monitoring = fields({ prometheus: url, grafana: url, size });

/** `steading:snapshots`: the VolumeSnapshotClass of the storage driver. */
export const snapshots = fields({ snapshotClass: text });

/** `steading:versions`: what runs; for what comes as a Helm chart, the version of the chart. */
export const versions = fields({
  flux: fluxVersion,
  grafana: releaseVersion,
  minioOperator: releaseVersion,
  prometheus: releaseVersion,
  redisOperator: releaseVersion,
  spark: releaseVersion,
  sparkOperator: releaseVersion,
  strimzi: releaseVersion,
});
