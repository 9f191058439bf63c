/** On which versions of Kubernetes a chart runs, since a version of it. */
export interface Support {
  /** The first version of the chart of which this is true. */
  readonly since: string;
  /** The oldest Kubernetes that it takes. @default - its authors state none */
  readonly oldest?: string;
  /** The oldest and the newest Kubernetes that its authors test it with. @default - they state none */
  readonly tested?: readonly [oldest: string, newest: string];
  /** A newer Kubernetes on which it does not start. @default - none is known */
  readonly fails?: Failure;
  /** Who says so. */
  readonly source: string;
}

interface Failure {
  /** The first Kubernetes on which it does not start. */
  readonly from: string;
  readonly why: string;
  readonly fix: string;
  /** Values with which it starts all the same. */
  readonly unless?: (values: Readonly<Record<string, unknown>>) => boolean;
}

/** Variable by which Strimzi is told the version of Kubernetes. */
export const STRIMZI_VERSION = 'STRIMZI_KUBERNETES_VERSION';

/** Strimzi asks the API server for its version with fabric8 6, which stops at a field that Kubernetes has since 1.33. */
const STRIMZI_FAILS: Failure = {
  from: '1.33',
  why: "its client cannot read what the API server says of its version ('emulationMajor')",
  fix: `set ${STRIMZI_VERSION} to "major=1\\nminor=…" in extraEnvs, or install 0.45.1 or later (https://github.com/strimzi/strimzi-kafka-operator/issues/11386)`,
  unless: ({ extraEnvs }) =>
    Array.isArray(extraEnvs) && extraEnvs.some((one: { readonly name?: unknown }) => one?.name === STRIMZI_VERSION),
};

const STRIMZI = 'https://github.com/strimzi/strimzi-kafka-operator/blob/main/CHANGELOG.md';
const CERT_MANAGER = 'https://cert-manager.io/docs/releases/';
const ARGO_CD = 'https://argo-cd.readthedocs.io/en/stable/operator-manual/installation/#tested-versions';
const MINIO = 'https://github.com/minio/operator/tree/master/docs/notes';
const kubeVersion = (repository: string) => `kubeVersion in the Chart.yaml of https://github.com/${repository}`;

/**
 * Operators and controllers by their chart, each with the oldest version first. A chart that is not in here, or is older than its first row, is unknown.
 * That an author states no version is said by a row without one, so that nobody looks for it again.
 */
export const SUPPORTED: Readonly<Record<string, readonly Support[]>> = {
  'argo-cd': [
    { since: '7.0', oldest: '1.23', source: kubeVersion('argoproj/argo-helm') },
    { since: '8.0', oldest: '1.25', tested: ['1.29', '1.32'], source: ARGO_CD }, // Argo CD 3.0
    { since: '8.3', oldest: '1.25', tested: ['1.30', '1.34'], source: ARGO_CD }, // 3.1
    { since: '9.1', oldest: '1.25', tested: ['1.30', '1.34'], source: ARGO_CD }, // 3.2
    { since: '9.4', oldest: '1.25', tested: ['1.31', '1.35'], source: ARGO_CD }, // 3.3, and 3.4 from 9.5.12 on
    { since: '10.0', oldest: '1.25', tested: ['1.32', '1.35'], source: ARGO_CD }, // 3.4
  ],
  'cert-manager': [
    { since: '1.18', oldest: '1.22', tested: ['1.29', '1.33'], source: CERT_MANAGER },
    { since: '1.19', oldest: '1.22', tested: ['1.31', '1.35'], source: CERT_MANAGER },
    { since: '1.20', oldest: '1.22', tested: ['1.32', '1.35'], source: CERT_MANAGER },
    { since: '1.21', oldest: '1.22', tested: ['1.33', '1.36'], source: CERT_MANAGER },
  ],
  connect: [{ since: '1.0', source: 'https://github.com/1Password/connect-helm-charts: states none' }],
  // With the snapshot controller that it brings, which takes 1.20 (README of kubernetes-csi/external-snapshotter).
  'csi-driver-nfs': [
    { since: '4.0', oldest: '1.21', source: 'https://github.com/kubernetes-csi/csi-driver-nfs#readme' },
  ],
  'gha-runner-scale-set-controller': [
    { since: '0.4', source: 'https://github.com/actions/actions-runner-controller: states none' },
  ],
  'gha-runner-scale-set': [
    { since: '0.4', source: 'https://github.com/actions/actions-runner-controller: states none' },
  ],
  'kube-prometheus-stack': [
    { since: '50.0', oldest: '1.19', source: kubeVersion('prometheus-community/helm-charts') },
    { since: '75.0', oldest: '1.25', source: kubeVersion('prometheus-community/helm-charts') },
  ],
  longhorn: [
    { since: '1.5', oldest: '1.21', source: kubeVersion('longhorn/longhorn') },
    {
      since: '1.8',
      oldest: '1.25',
      source: 'https://longhorn.io/docs/1.12.1/deploy/install/#installation-requirements',
    },
  ],
  operator: [
    { since: '5.0', oldest: '1.21', source: MINIO },
    { since: '6.0', oldest: '1.28', source: MINIO },
    { since: '7.0', oldest: '1.30', source: MINIO },
  ],
  'redis-operator': [
    {
      since: '0.15',
      oldest: '1.16',
      source: 'https://github.com/OT-CONTAINER-KIT/redis-operator (README of its chart)',
    },
  ],
  'sealed-secrets': [{ since: '1.16', oldest: '1.16', source: kubeVersion('bitnami-labs/sealed-secrets') }],
  'spark-operator': [
    { since: '2.0', oldest: '1.16', source: 'https://github.com/kubeflow/spark-operator#version-matrix' },
    // Its tests from end to end run on these (.github/workflows/integration.yaml).
    { since: '2.5', oldest: '1.16', tested: ['1.32', '1.35'], source: 'https://github.com/kubeflow/spark-operator' },
  ],
  'strimzi-kafka-operator': [
    { since: '0.36', oldest: '1.21', fails: STRIMZI_FAILS, source: STRIMZI },
    { since: '0.40', oldest: '1.23', fails: STRIMZI_FAILS, source: STRIMZI },
    { since: '0.44', oldest: '1.25', fails: STRIMZI_FAILS, source: STRIMZI },
    { since: '0.45.1', oldest: '1.25', source: STRIMZI },
    { since: '0.48', oldest: '1.27', source: STRIMZI },
    { since: '0.51', oldest: '1.30', source: STRIMZI },
  ],
  traefik: [
    { since: '28.0', oldest: '1.22', source: kubeVersion('traefik/traefik-helm-chart') },
    { since: '40.0', oldest: '1.25', source: kubeVersion('traefik/traefik-helm-chart') },
  ],
};
