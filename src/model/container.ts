import type { Image } from './image';
import type { SecretKey } from './secret';
import { type Cpu, type Duration, quantity, type Size } from './units';

/** Value of an environment variable: text, a key of a secret, or a text that is known once all is declared. */
export type EnvValue = string | SecretKey | (() => string);

/** What is asked for and what is the most. Memory has a limit always, processor time only where it is wanted. */
export interface Resources {
  readonly cpu: Cpu;
  readonly memory: Size;
  /** @default - `memory` */
  readonly memoryLimit?: Size;
  /** @default - none: spare cycles may be used */
  readonly cpuLimit?: Cpu;
}

/** Resources in the words of Kubernetes, as charts take them too. */
export function bounds({ cpu, memory, cpuLimit, memoryLimit = memory }: Resources) {
  return {
    requests: { cpu: String(cpu), memory: quantity(memory) },
    limits: { ...(cpuLimit && { cpu: String(cpuLimit) }), memory: quantity(memoryLimit) },
  };
}

/** Who a container runs as. */
export interface User {
  readonly uid: number;
  readonly gid: number;
  /** Group that owns the volumes. @default - `gid` */
  readonly fsGroup?: number;
}

/** How health is asked for. A path or a command works in a cluster and on a host. */
export interface Health {
  /** Answers 200 when it can be given work. */
  readonly path?: string;
  /** Answers 200 as long as it need not be restarted. @default - `path` */
  readonly live?: string;
  /** Port of the container for the paths. @default - its first one */
  readonly port?: number;
  /** Ends with 0 when healthy; instead of `path`. */
  readonly command?: readonly string[];
  /** How long the first start may take before it counts as failed. @default - one minute */
  readonly startup?: Duration;
}

export interface ContainerProps {
  /** @default - the workload's */
  readonly image?: Image;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, EnvValue>>;
  /** @default - the workload's */
  readonly resources?: Resources;
}

export interface Container extends ContainerProps {
  readonly name: string;
  readonly image: Image;
  readonly resources: Resources;
}
