import type { Fields } from '../manifest';

/** An object, as far as its maker is told by it. */
export interface Source {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Fields;
    readonly annotations?: Fields;
  };
  readonly [field: string]: unknown;
}

/** What a controller makes of an object, in the namespace of that object. */
export interface Made {
  readonly objects?: readonly MadeObject[];
  /** The labels of each pod. */
  readonly pods?: readonly Fields[];
}

export interface MadeObject {
  readonly kind: string;
  readonly name: string;
  /** @default - that of the object; `*` is every namespace */
  readonly namespace?: string;
}

export type Maker = (name: string, spec: Fields, source: Source) => Made;

/** By `<group>/<kind>`. */
export type Makers = Readonly<Record<string, Maker>>;

/** Objects of one kind by their names; names that are no text are left out. */
export function named(kind: string, ...names: readonly unknown[]): MadeObject[] {
  return names.flatMap((name) => (typeof name === 'string' && name !== '' ? [{ kind, name }] : []));
}

export const secrets = (...names: readonly unknown[]) => named('Secret', ...names);
export const services = (...names: readonly unknown[]) => named('Service', ...names);

/** Whole numbers from 0; an absent count is 1, and more than 1000 tell no more than 1000. */
export function ordinals(count: unknown): number[] {
  return Array.from({ length: typeof count === 'number' ? Math.min(Math.max(0, count), 1000) : 1 }, (_, at) => at);
}
