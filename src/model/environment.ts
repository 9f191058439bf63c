import type { GenericSchema, InferOutput } from 'valibot';
import type { Stack } from './stack';

/** The areas of `Pulumi.<env>.yaml` that an environment reads: `steading:<area>`, each with its schema. */
export type ConfigSchema = Readonly<Record<string, GenericSchema>>;

export type Config<S extends ConfigSchema> = { readonly [K in keyof S]: InferOutput<S[K]> };

/** What an environment exports: its configuration, how it is built, and the addresses that others may wire. Importing it does nothing. */
export interface Environment<S extends ConfigSchema = ConfigSchema, E = unknown, U extends Uses = Uses> {
  readonly name: string;
  readonly config: S;
  /** Environments whose endpoints are wired here. Only addresses travel, never order. */
  readonly uses?: U;
  /** Addresses of this environment, for others. */
  readonly endpoints?: (config: Config<S>) => E;
  /** @default - nothing is made here: the environment only lends addresses */
  readonly build?: (stack: Stack, config: Config<S>, others: Others<U>) => void;
}

// biome-ignore lint/suspicious/noExplicitAny: what an environment reads and lends is known where it is used, by inference
export type Uses = Readonly<Record<string, Environment<any, any, any>>>;

export type Others<U extends Uses> = {
  readonly [K in keyof U]: U[K] extends { readonly endpoints?: (config: never) => infer E } ? E : never;
};

/** Declares an environment. Nothing is built until somebody asks for it. */
export function defineEnvironment<S extends ConfigSchema, E, U extends Uses = Record<never, never>>(
  environment: Environment<S, E, U>,
): Environment<S, E, U> {
  return environment;
}
