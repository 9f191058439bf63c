import { Component, HelmRelease, manual, type Namespace, Secret, type Stack } from '../src';

export interface OnePasswordProps {
  readonly on: Namespace;
  /** Version of the chart `connect`, which brings operator and, unused here, Connect server. */
  readonly version: string;
}

/** The operator of 1Password, by a service account: each OnePasswordItem becomes a Secret of the same name. */
export class OnePassword extends Component {
  constructor(stack: Stack, id: string, { on, version }: OnePasswordProps) {
    super(stack, id);
    const what = 'token of a 1Password service account that may read the vault: op service-account create';
    const { name } = new Secret(this, TOKEN, {
      namespace: on,
      keys: { token: manual(what, { variable: 'OP_SERVICE_ACCOUNT_TOKEN' }) },
    });
    new HelmRelease(this, id, {
      namespace: on,
      chart: 'connect',
      version,
      repository: 'https://1password.github.io/connect-helm-charts',
      values: {
        connect: { create: false },
        operator: {
          create: true,
          authMethod: 'service-account',
          serviceAccountToken: { name, key: 'token' },
          // A new value reaches the pods that read it.
          autoRestart: true,
        },
      },
      brings: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: OPERATOR, labels: PODS }],
      defines: ['onepassword.com/OnePasswordItem'],
    });
  }
}

const TOKEN = 'onepassword-token';
const OPERATOR = 'onepassword-connect-operator';
/** The chart names its pods after the server that it does not make. */
const PODS = { name: 'onepassword-connect', 'app.kubernetes.io/component': 'operator' };
