/** What is known of images that should not be run any more. */
export interface Known {
  readonly code: 'image/abandoned' | 'image/compromised';
  readonly repository: RegExp;
  /** @default - all of them */
  readonly tag?: RegExp;
  readonly why: string;
  readonly instead: string;
  readonly source: string;
}

/** Sealed Secrets and minideb are built apart from Bitnami's catalogue and go on (bitnami/sealed-secrets#1785). */
const BITNAMI = /^(docker\.io|registry-1\.docker\.io)\/bitnami\/(?!sealed-secrets|minideb)/;

export const KNOWN: readonly Known[] = [
  {
    code: 'image/compromised',
    repository: /\/litellm(-[a-z_]+)?$/,
    tag: /(^|[^\d.])1\.82\.[78]($|\D)/,
    why: 'LiteLLM 1.82.7 and 1.82.8 were published to PyPI with code that steals credentials (24 March 2026)',
    instead: 'run another version, and rotate every credential that it could read',
    source: 'https://github.com/BerriAI/litellm/issues/24518',
  },
  {
    code: 'image/abandoned',
    repository: BITNAMI,
    why: "Bitnami's versioned images were moved to bitnamilegacy on 28 August 2025 and get no updates",
    instead: "use the project's own image",
    source: 'https://github.com/bitnami/containers/issues/83267',
  },
  {
    code: 'image/abandoned',
    repository: /^docker\.io\/bitnamilegacy\//,
    why: 'bitnamilegacy is a copy of August 2025 that gets no updates',
    instead: "use the project's own image",
    source: 'https://github.com/bitnami/containers/issues/83267',
  },
  {
    code: 'image/abandoned',
    repository: /^(k8s\.gcr\.io|gcr\.io\/google[-_]containers)\//,
    why: 'the registry is frozen since 3 April 2023',
    instead: 'pull it from registry.k8s.io',
    source: 'https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/',
  },
  {
    code: 'image/abandoned',
    repository: /^gcr\.io\/kaniko-project\//,
    why: 'Kaniko was archived in June 2025, its images get no fixes',
    instead: 'use ghcr.io/osscontainertools/kaniko, a maintained fork, or BuildKit',
    source: 'https://github.com/GoogleContainerTools/kaniko',
  },
  {
    code: 'image/abandoned',
    repository: /^(docker\.io|quay\.io)\/minio\/(minio|mc|operator)$/,
    why: "MinIO's community edition is source only since October 2025, its last images lack fixes",
    instead: 'build it from source, or use another object store',
    source: 'https://github.com/minio/minio/issues/21647',
  },
  {
    code: 'image/abandoned',
    repository: /^gcr\.io\/kubebuilder\/kube-rbac-proxy$/,
    why: 'the project left its registry in March 2025',
    instead: 'use quay.io/brancz/kube-rbac-proxy, or the authentication of controller-runtime',
    source: 'https://github.com/kubernetes-sigs/kubebuilder/discussions/3907',
  },
  {
    code: 'image/abandoned',
    repository: /^registry\.k8s\.io\/ingress-nginx\//,
    why: 'Ingress NGINX was retired in March 2026',
    instead: 'move to another ingress controller or to Gateway API',
    source: 'https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/',
  },
  {
    code: 'image/abandoned',
    repository: /^docker\.io\/library\/(centos|openjdk)$/,
    why: 'the official image is deprecated and gets no updates',
    instead: 'use a distribution or a Java image that is maintained, such as eclipse-temurin',
    source: 'https://hub.docker.com/_/openjdk',
  },
];
