import type { Resources } from '../../src';

/** Resources in the words of a chart's values. */
export function resourceValues({ cpu, memory, memoryLimit = memory, cpuLimit }: Resources) {
  return {
    requests: { cpu: String(cpu), memory: memory.asString() },
    limits: { memory: memoryLimit.asString(), ...(cpuLimit && { cpu: String(cpuLimit) }) },
  };
}
