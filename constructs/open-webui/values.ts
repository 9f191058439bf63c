import { bounds, Cpu, quantity, type SecretKey, Size } from '../../src';
import { type EnvVar, PIPELINES_KEY, reference } from './doors';
import type { OpenWebUiChartProps } from './props';

type Bounds = ReturnType<typeof bounds>;
type Claim = { readonly size: string; readonly storageClass: string };

/** What is set of the values of chart open-webui 5.18.0; it takes a misspelt key in silence. */
interface OpenWebUiValues {
  readonly image: { readonly tag: string };
  readonly ollama: { readonly enabled: false };
  /** Rendered only where pipelines are enabled. */
  readonly openaiBaseApiUrls?: readonly string[];
  /** Its default is api.openai.com. */
  readonly openaiBaseApiUrl?: '';
  readonly extraEnvVars: readonly EnvVar[];
  readonly persistence: Claim;
  readonly pipelines:
    | { readonly enabled: false }
    | {
        readonly enabled: true;
        readonly extraEnvVars: readonly EnvVar[];
        readonly persistence: Claim;
        readonly resources: Bounds;
      };
  readonly resources: Bounds;
  readonly copyAppData: { readonly resources: Bounds };
  readonly startupProbe: object;
  readonly readinessProbe: object;
  readonly livenessProbe: object;
}

const httpGet = { path: '/health', port: 'http' };

/** The chart's own defaults are none at all. The first start fetches the embedding model: it may take ten minutes. */
const PROBES = {
  startupProbe: { httpGet, periodSeconds: 10, failureThreshold: 60 },
  readinessProbe: { httpGet, periodSeconds: 10 },
  livenessProbe: { httpGet, periodSeconds: 30, timeoutSeconds: 5 },
};

/** `pipelines` is the key of the server beside it. */
export function openWebUiValues(
  props: OpenWebUiChartProps,
  urls: readonly string[],
  env: readonly EnvVar[],
  pipelines: SecretKey | undefined,
): OpenWebUiValues {
  const { version, size, storageClass, resources } = props;
  const claim = (room: Size): Claim => ({ size: quantity(room), storageClass });
  return {
    image: { tag: version },
    ollama: { enabled: false },
    // The chart puts its own server's address before these; without that server it renders none of them, and the program would ask api.openai.com.
    ...(pipelines ? { openaiBaseApiUrls: urls } : { openaiBaseApiUrl: '' }),
    extraEnvVars: env,
    persistence: claim(size),
    pipelines:
      props.pipelines && pipelines
        ? {
            enabled: true,
            extraEnvVars: [reference(PIPELINES_KEY, pipelines)],
            persistence: claim(props.pipelines.size),
            resources: bounds({ cpu: Cpu.millis(50), memory: Size.mebibytes(256), memoryLimit: Size.gibibytes(1) }),
          }
        : { enabled: false },
    resources: bounds(resources ?? { cpu: Cpu.millis(250), memory: Size.gibibytes(1), memoryLimit: Size.gibibytes(2) }),
    copyAppData: { resources: bounds({ cpu: Cpu.millis(50), memory: Size.mebibytes(128) }) },
    ...PROBES,
  };
}
