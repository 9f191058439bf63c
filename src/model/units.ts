import { Duration, Size } from 'cdk8s';

export { Duration, Size };

/** An amount of processor time. Made by factories only. */
export class Cpu {
  static cores(amount: number): Cpu {
    return Cpu.millis(amount * 1000);
  }

  static millis(amount: number): Cpu {
    if (!Number.isInteger(amount) || amount <= 0)
      throw new Error(`cpu is a whole number of millicores above 0, got ${amount}`);
    return new Cpu(amount);
  }

  /** Reads Kubernetes' own spelling: `500m`, `2`, `0.5`. */
  static parse(text: string): Cpu {
    const match = /^(\d+(?:\.\d{1,3})?)(m?)$/.exec(text);
    if (!match) throw new Error(`'${text}' is no amount of cpu; expected one like 500m, 2 or 0.5`);
    return match[2] ? Cpu.millis(Number(match[1])) : Cpu.cores(Number(match[1]));
  }

  private constructor(readonly millicores: number) {}

  /** Kubernetes' spelling, the shortest of equal ones. */
  toString(): string {
    return this.millicores % 1000 === 0 ? String(this.millicores / 1000) : `${this.millicores}m`;
  }
}

const FACTORIES = {
  Ki: Size.kibibytes,
  Mi: Size.mebibytes,
  Gi: Size.gibibytes,
  Ti: (n: number) => Size.gibibytes(n * 1024),
} as const;

/** Reads a size in Kubernetes' spelling with a binary unit: `512Mi`, `10Gi`. */
export function parseSize(text: string): Size {
  const match = /^([1-9]\d*)(Ki|Mi|Gi|Ti)$/.exec(text);
  if (!match) throw new Error(`'${text}' is no size; expected a whole number with Ki, Mi, Gi or Ti, like 10Gi`);
  return FACTORIES[match[2] as keyof typeof FACTORIES](Number(match[1]));
}

/** Kubernetes' spelling of a size: the largest binary unit that leaves a whole number. */
export function quantity(size: Size): string {
  const kibibytes = size.toKibibytes();
  if (kibibytes % 1024 !== 0) return `${kibibytes}Ki`;
  return kibibytes % 1024 ** 2 === 0 ? `${kibibytes / 1024 ** 2}Gi` : `${kibibytes / 1024}Mi`;
}
