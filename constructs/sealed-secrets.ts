import { Component, HelmRelease, type Namespace, type Stack } from '../src';

export interface SealedSecretsProps {
  /** Where kubeseal looks for the controller by default: kube-system. */
  readonly on: Namespace;
  /** Version of the chart. */
  readonly version: string;
}

/** Sealed Secrets: opens in the cluster what `steading secrets seal` has closed outside. */
export class SealedSecrets extends Component {
  constructor(stack: Stack, id: string, { on, version }: SealedSecretsProps) {
    super(stack, id);
    new HelmRelease(this, id, {
      namespace: on,
      chart: 'sealed-secrets',
      version,
      repository: 'https://bitnami-labs.github.io/sealed-secrets',
      values: { fullnameOverride: CONTROLLER },
      brings: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: CONTROLLER,
          labels: { 'app.kubernetes.io/name': 'sealed-secrets' },
        },
        { apiVersion: 'v1', kind: 'Service', name: CONTROLLER },
      ],
      defines: ['bitnami.com/SealedSecret'],
    });
  }
}

/** The name by which document 000 (Secret Recovery) and kubeseal know it. */
const CONTROLLER = 'sealed-secrets-controller';
