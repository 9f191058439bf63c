/** How one binary is built from one of the Go modules beside this file. */
export interface Recipe {
  readonly module: string;
  readonly package: string;
  /** The module whose version in go.mod is the binary's. */
  readonly versionOf: string;
  /** The Go variables that hold the version. */
  readonly variables: (version: string) => Readonly<Record<string, string>>;
  /** Build tags. */
  readonly tags?: readonly string[];
  /** A name by which the binary is called to be another tool. */
  readonly alias?: string;
  readonly takes: string;
}

const kubernetesVersion = (version: string): Record<string, string> => {
  const [major = '', minor = ''] = version.replace('v', '').split('.');
  return Object.fromEntries(
    ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((name) => [
      [`${name}.gitMajor`, major],
      [`${name}.gitMinor`, minor],
      [`${name}.gitVersion`, version],
      [`${name}.gitTreeState`, 'clean'],
    ]),
  );
};

const fluxController = (name: string): Recipe => ({
  module: 'flux',
  package: `github.com/fluxcd/${name}`,
  versionOf: `github.com/fluxcd/${name}`,
  variables: () => ({}),
  takes: 'three to six minutes on two cores, only this once',
});

const PROMETHEUS_VERSION = 'github.com/prometheus/common/version.Version';

export const RECIPES = {
  'control-plane': {
    module: 'control-plane',
    package: '.',
    versionOf: 'k8s.io/kubernetes',
    variables: kubernetesVersion,
    alias: 'kubectl',
    takes: 'five to ten minutes on two cores, only this once',
  },
  kubeseal: {
    module: 'judges',
    package: 'github.com/bitnami-labs/sealed-secrets/cmd/kubeseal',
    versionOf: 'github.com/bitnami-labs/sealed-secrets',
    variables: (version) => ({ 'main.VERSION': version }),
    takes: 'about a minute, only this once',
  },
  netpolicy: {
    module: 'judges',
    package: 'github.com/np-guard/netpol-analyzer/cmd/netpolicy',
    versionOf: 'github.com/np-guard/netpol-analyzer',
    variables: () => ({}),
    takes: 'about a minute, only this once',
  },
  kubeconform: {
    module: 'judges',
    package: 'github.com/yannh/kubeconform/cmd/kubeconform',
    versionOf: 'github.com/yannh/kubeconform',
    variables: (version) => ({ 'main.version': version }),
    takes: 'under a minute, only this once',
  },
  promtool: {
    module: 'monitoring',
    package: 'github.com/prometheus/prometheus/cmd/promtool',
    versionOf: 'github.com/prometheus/prometheus',
    // Its module counts 3.13.5 as v0.313.5.
    variables: (version) => ({ [PROMETHEUS_VERSION]: version.replace(/^v0\.(\d)0?(\d+)\./, '$1.$2.') }),
    tags: ['remove_all_sd', 'netgo'],
    takes: 'one to three minutes on two cores, only this once',
  },
  amtool: {
    module: 'monitoring',
    package: 'github.com/prometheus/alertmanager/cmd/amtool',
    versionOf: 'github.com/prometheus/alertmanager',
    variables: (version) => ({ [PROMETHEUS_VERSION]: version.replace('v', '') }),
    takes: 'under a minute, only this once',
  },
  blackbox_exporter: {
    module: 'monitoring',
    package: 'github.com/prometheus/blackbox_exporter',
    versionOf: 'github.com/prometheus/blackbox_exporter',
    variables: (version) => ({ [PROMETHEUS_VERSION]: version.replace('v', '') }),
    takes: 'under a minute, only this once',
  },
  otelcol: {
    module: 'collector',
    package: '.',
    versionOf: 'go.opentelemetry.io/collector/otelcol',
    variables: (version) => ({ 'main.version': version.replace('v', '') }),
    takes: 'one to three minutes on two cores, only this once',
  },
  actionlint: {
    module: 'actionlint',
    package: 'github.com/rhysd/actionlint/cmd/actionlint',
    versionOf: 'github.com/rhysd/actionlint',
    variables: () => ({}),
    takes: 'under a minute, only this once',
  },
  dyff: {
    module: 'dyff',
    package: 'github.com/homeport/dyff/cmd/dyff',
    versionOf: 'github.com/homeport/dyff',
    variables: () => ({}),
    takes: 'under a minute, only this once',
  },
  quadlet: {
    module: 'quadlet',
    package: 'github.com/containers/podman/v5/cmd/quadlet',
    versionOf: 'github.com/containers/podman/v5',
    variables: () => ({}),
    takes: 'a few seconds, only this once',
  },
  helm: {
    module: 'helm',
    package: 'helm.sh/helm/v3/cmd/helm',
    versionOf: 'helm.sh/helm/v3',
    variables: (version) => ({ 'helm.sh/helm/v3/internal/version.version': version }),
    takes: 'one to three minutes on two cores, only this once',
  },
  kustomize: {
    module: 'kustomize',
    package: 'sigs.k8s.io/kustomize/kustomize/v5',
    versionOf: 'sigs.k8s.io/kustomize/kustomize/v5',
    variables: (version) => ({ 'sigs.k8s.io/kustomize/api/provenance.version': `kustomize/${version}` }),
    takes: 'one to two minutes on two cores, only this once',
  },
  'source-controller': fluxController('source-controller'),
  'kustomize-controller': fluxController('kustomize-controller'),
  'helm-controller': fluxController('helm-controller'),
  argocd: {
    module: 'argocd',
    package: '.',
    versionOf: 'github.com/argoproj/argo-cd/v3',
    variables: (version) => ({ 'github.com/argoproj/argo-cd/v3/common.version': version.replace('v', '') }),
    takes: 'five to ten minutes on two cores, only this once',
  },
  headscale: {
    module: 'headscale',
    package: 'github.com/juanfont/headscale/cmd/headscale',
    versionOf: 'github.com/juanfont/headscale',
    variables: (version) => ({ 'github.com/juanfont/headscale/cmd/headscale/cli.Version': version }),
    takes: 'one to three minutes on two cores, only this once',
  },
  pulumi: {
    module: 'pulumi',
    package: 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi',
    versionOf: 'github.com/pulumi/pulumi/pkg/v3',
    variables: (version) => ({ 'github.com/pulumi/pulumi/sdk/v3/go/common/version.Version': version }),
    takes: 'two to five minutes on two cores, only this once',
  },
  // The last one that is part of a module that can be had: later ones have a module of their own, which no proxy serves.
  'pulumi-language-nodejs': {
    module: 'pulumi-language-nodejs',
    package: 'github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs',
    versionOf: 'github.com/pulumi/pulumi/sdk/v3',
    variables: (version) => ({ 'github.com/pulumi/pulumi/sdk/v3/go/common/version.Version': version }),
    takes: 'under a minute, only this once',
  },
  crane: {
    module: 'registry',
    package: 'github.com/google/go-containerregistry/cmd/crane',
    versionOf: 'github.com/google/go-containerregistry',
    variables: (version) => ({ 'github.com/google/go-containerregistry/cmd/crane/cmd.Version': version }),
    takes: 'under a minute, only this once',
  },
  gojq: {
    module: 'gojq',
    package: 'github.com/itchyny/gojq/cmd/gojq',
    versionOf: 'github.com/itchyny/gojq',
    variables: () => ({}),
    takes: 'a few seconds, only this once',
  },
  etcd: {
    module: 'etcd',
    package: 'go.etcd.io/etcd/server/v3',
    versionOf: 'go.etcd.io/etcd/server/v3',
    variables: () => ({}),
    takes: 'one to three minutes on two cores, only this once',
  },
  'nats-server': {
    module: 'nats',
    package: 'github.com/nats-io/nats-server/v2',
    versionOf: 'github.com/nats-io/nats-server/v2',
    variables: () => ({}),
    takes: 'under a minute, only this once',
  },
} as const satisfies Record<string, Recipe>;

export type RecipeName = keyof typeof RECIPES;
