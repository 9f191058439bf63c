/** A metric for each condition of each resource of some kinds: 1 where it is true, 0 where it is false or unknown. */
export interface State {
  /** Such as `flux_source_conditions`. */
  readonly metric: string;
  readonly help: string;
  readonly group: string;
  readonly version: string;
  /** Kinds, and their names in the API. */
  readonly kinds: Readonly<Record<string, string>>;
}

/** What the chart of kube-state-metrics is told. */
export interface StateValues {
  readonly customResourceState: {
    readonly enabled: true;
    readonly config: {
      readonly kind: 'CustomResourceStateMetrics';
      readonly spec: { readonly resources: readonly Resource[] };
    };
  };
  readonly rbac: {
    readonly extraRules: readonly {
      readonly apiGroups: readonly string[];
      readonly resources: readonly string[];
      readonly verbs: readonly string[];
    }[];
  };
}

/** As kube-state-metrics reads it (pkg/customresourcestate), as far as it is used here. */
interface Resource {
  readonly groupVersionKind: { readonly group: string; readonly version: string; readonly kind: string };
  readonly metricNamePrefix: string;
  readonly labelsFromPath: Readonly<Record<string, readonly string[]>>;
  readonly metrics: readonly {
    readonly name: string;
    readonly help: string;
    readonly each: {
      readonly type: 'Gauge';
      readonly gauge: {
        readonly path: readonly string[];
        readonly labelsFromPath: Readonly<Record<string, readonly string[]>>;
        readonly valueFrom: readonly string[];
      };
    };
  }[];
}

export function resourceMetrics(states: readonly State[]): StateValues {
  const resources = states.flatMap(({ metric, help, group, version, kinds }) => {
    const [prefix = '', ...rest] = metric.split('_');
    return Object.keys(kinds).map((kind) => ({
      groupVersionKind: { group, version, kind },
      metricNamePrefix: prefix,
      labelsFromPath: { name: ['metadata', 'name'], namespace: ['metadata', 'namespace'] },
      metrics: [
        {
          name: rest.join('_'),
          help,
          each: {
            type: 'Gauge' as const,
            gauge: { path: ['status', 'conditions'], labelsFromPath: { type: ['type'] }, valueFrom: ['status'] },
          },
        },
      ],
    }));
  });
  const extraRules = states.map(({ group, kinds }) => ({
    apiGroups: [group],
    resources: Object.values(kinds),
    verbs: ['list', 'watch'],
  }));
  return {
    customResourceState: { enabled: true, config: { kind: 'CustomResourceStateMetrics', spec: { resources } } },
    rbac: { extraRules },
  };
}

const ready = (what: string) => `Conditions of Flux' ${what}: 1 where it is true`;

/** What Flux' own controllers no longer tell: whether sources, Kustomizations and releases are ready. Versions are those that Flux 2.7 and later serve. */
export const FLUX_STATES: readonly State[] = [
  {
    metric: 'flux_source_conditions',
    help: ready('sources'),
    group: 'source.toolkit.fluxcd.io',
    version: 'v1',
    kinds: {
      GitRepository: 'gitrepositories',
      HelmChart: 'helmcharts',
      HelmRepository: 'helmrepositories',
      OCIRepository: 'ocirepositories',
    },
  },
  {
    metric: 'flux_kustomization_conditions',
    help: ready('Kustomizations'),
    group: 'kustomize.toolkit.fluxcd.io',
    version: 'v1',
    kinds: { Kustomization: 'kustomizations' },
  },
  {
    metric: 'flux_helmrelease_conditions',
    help: ready('HelmReleases'),
    group: 'helm.toolkit.fluxcd.io',
    version: 'v2',
    kinds: { HelmRelease: 'helmreleases' },
  },
];
