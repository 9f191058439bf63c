import { Component, type Endpoint, HelmRelease, type Namespace, type Stack } from '../../src';
import { crd, operatorLabels } from '../operators/brought';

export interface SparkOperatorProps {
  readonly on: Namespace;
  /** Version of the chart, which is that of the operator. */
  readonly version: string;
  /** Where jobs run: it looks nowhere else. */
  readonly jobs: Namespace;
}

/** The Spark operator of Kubeflow: submits a Spark application when there is a resource that says so. Its image runs as uid 185 (its Dockerfile says so). */
export class SparkOperator extends Component {
  readonly release: HelmRelease;
  /** How many applications were submitted, ran and failed, for Prometheus. */
  readonly metrics: Endpoint<'http'>;

  constructor(stack: Stack, id: string, { on, version, jobs }: SparkOperatorProps) {
    super(stack, id);
    const pods = { 'app.kubernetes.io/name': 'spark-operator', 'app.kubernetes.io/instance': id };
    const component = (name: string) => ({ ...pods, 'app.kubernetes.io/component': name });
    const named = { apiVersion: 'apps/v1', kind: 'Deployment' };
    this.release = new HelmRelease(this, id, {
      namespace: on,
      labels: operatorLabels(id),
      chart: 'spark-operator',
      version,
      repository: 'https://kubeflow.github.io/spark-operator',
      values: {
        fullnameOverride: id,
        controller: { resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '1Gi' } } },
        webhook: { resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '256Mi' } } },
        // What a job may ask of the API server is said by whoever runs jobs.
        spark: { jobNamespaces: [jobs.name], serviceAccount: { create: false }, rbac: { create: false } },
        prometheus: { metrics: { enable: true, port: 8080 } },
      },
      brings: [
        { ...named, name: `${id}-controller`, labels: component('controller') },
        { ...named, name: `${id}-webhook`, labels: component('webhook') },
        crd('sparkapplications', GROUP),
        crd('scheduledsparkapplications', GROUP),
      ],
      defines: ['SparkApplication', 'ScheduledSparkApplication', 'SparkConnect'].map((kind) => `${GROUP}/${kind}`),
      keep: true, // with its kinds every application would go
    });
    const controller = component('controller');
    this.metrics = this.release.listen({ protocol: 'http', name: 'metrics', port: 8080, pods: controller });
  }
}

const GROUP = 'sparkoperator.k8s.io';
