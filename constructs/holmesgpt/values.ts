import { bounds, Cpu, type Resources, Size } from '../../src';
import type { EnvVar } from '../open-webui-doors';

/** Versions of which chart and sources were read: both load runbooks from the application's own folder. Newer ones, by 0.24, have no such runbooks. */
export const HOLMES_CHARTS = ['0.6.0', '0.16.1'] as const;
export type HolmesChart = (typeof HOLMES_CHARTS)[number];

/** What HolmesGPT looks at the cluster with. The toolsets that need no more than its account, under names that both versions know. */
export type Toolset = 'kubernetes/core' | 'kubernetes/live-metrics' | 'internet';

/** Values of both charts. They take a misspelt key in silence. */
interface Common {
  readonly registry: string;
  readonly image: string;
  readonly additionalEnvVars: readonly EnvVar[];
  readonly createServiceAccount: false;
  readonly customServiceAccountName: string;
  readonly resources: ReturnType<typeof bounds>;
}

interface Values6 extends Common {
  /** Becomes ALLOWED_TOOLSETS. */
  readonly allowedToolsets: string;
}

interface Values16 extends Common {
  readonly toolsets: Readonly<Record<string, { readonly enabled: boolean }>>;
  /** Errors would go to the makers. */
  readonly enableTelemetry: false;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly additionalVolumes?: readonly object[];
  readonly additionalVolumeMounts?: readonly object[];
}

/** A file that pods have from a ConfigMap, and a checksum of what is in it. */
export interface Mounted {
  readonly annotations: Readonly<Record<string, string>>;
  readonly volume: { readonly name: string; readonly configMap: { readonly name: string } };
  readonly mount: { readonly name: string; readonly mountPath: string; readonly subPath: string };
}

interface Chosen {
  readonly account: string;
  readonly env: readonly EnvVar[];
  readonly toolsets: readonly Toolset[];
  readonly resources?: Resources | undefined;
  readonly mounted?: Mounted | undefined;
}

export interface HolmesValues {
  readonly values: Values6 | Values16;
  /** What the chart has no words for. */
  readonly left?: Mounted | undefined;
}

/** Both set the image: `holmes` of a registry of its makers' own is no more than where they try it. */
export function holmesValues(chart: HolmesChart, { account, env, toolsets, resources, mounted }: Chosen): HolmesValues {
  const common: Common = {
    registry: 'docker.io/robustadev',
    image: `holmes:${chart}`,
    additionalEnvVars: env,
    createServiceAccount: false,
    customServiceAccountName: account,
    resources: bounds(resources ?? RESOURCES[chart]),
  };
  if (chart === '0.6.0') return { values: { ...common, allowedToolsets: toolsets.join(',') }, left: mounted };
  return {
    values: {
      ...common,
      toolsets: Object.fromEntries(TOOLSETS.map((name) => [name, { enabled: isChosen(name, toolsets) }])),
      enableTelemetry: false,
      ...(mounted && {
        podAnnotations: mounted.annotations,
        additionalVolumes: [mounted.volume],
        additionalVolumeMounts: [mounted.mount],
      }),
    },
  };
}

/** The charts' own; in the newer one a list of models is loaded, which takes room. */
const RESOURCES: Readonly<Record<HolmesChart, Resources>> = {
  '0.6.0': { cpu: Cpu.millis(50), memory: Size.mebibytes(512) },
  '0.16.1': { cpu: Cpu.millis(100), memory: Size.gibibytes(2) },
};

/** All that the newer chart or its application switch on unasked, and what may be asked for. */
const TOOLSETS = [
  ...['kubernetes/core', 'kubernetes/logs', 'kubernetes/live-metrics'],
  ...['internet', 'prometheus/metrics', 'robusta'],
];

/** Logs were part of the older one's `kubernetes/core`. */
function isChosen(name: string, toolsets: readonly string[]): boolean {
  return toolsets.includes(name === 'kubernetes/logs' ? 'kubernetes/core' : name);
}
