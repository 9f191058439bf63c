import { Component, HelmRelease, type Namespace, type Stack } from '../../src';
import { crd, operatorLabels } from '../operators/brought';

export interface MinioOperatorProps {
  readonly on: Namespace;
  /** Version of the chart, which is that of the operator. 7.1.1 (April 2025) is the last one there is. */
  readonly version: string;
}

/**
 * MinIO's operator: makes object stores of Tenants, in any namespace. The chart runs it as uid 1000, gid 1000.
 *
 * It has no metrics of its own: that it runs is known from its Deployment.
 */
export class MinioOperator extends Component {
  readonly release: HelmRelease;

  constructor(stack: Stack, id: string, { on, version }: MinioOperatorProps) {
    super(stack, id);
    this.release = new HelmRelease(this, id, {
      namespace: on,
      labels: operatorLabels(id),
      chart: 'operator',
      version,
      repository: 'https://operator.min.io',
      values: {
        operator: {
          // Nobody asks it for credentials: they come from contracts here. On, it would wait for a certificate of the cluster's signer.
          env: [{ name: 'OPERATOR_STS_ENABLED', value: 'off' }],
          resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '512Mi' } },
        },
      },
      brings: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'minio-operator',
          labels: { 'app.kubernetes.io/name': 'operator', 'app.kubernetes.io/instance': id },
        },
        { apiVersion: 'v1', kind: 'ServiceAccount', name: 'minio-operator' },
        crd('tenants', 'minio.min.io'),
        crd('policybindings', 'sts.min.io'),
      ],
      defines: ['minio.min.io/Tenant', 'sts.min.io/PolicyBinding'],
      keep: true, // with its kinds every tenant would go
    });
  }
}
