import { here, type Where } from '../diagnostics/where';
import type { Component } from './component';
import type { Endpoint, Pods } from './endpoint';
import type { SecretKey } from './secret';

/** What is asked of a language model. */
export interface Asking {
  /** The model, as whoever asks spells it. @default - any that is served there */
  readonly model?: string;
  /** The key that is shown. @default - none */
  readonly key?: SecretKey;
}

/** Somebody uses an endpoint, for a reason: one rule on both sides, one line in the manual, one arrow in the picture. */
export interface Connection {
  readonly from: Component;
  /** @default - nobody's packets: a carrier such as a Service without pods */
  readonly pods?: Pods;
  readonly to: Endpoint;
  readonly why: string;
  /** Name of the NetworkPolicy on the using side. @default - that of the workload */
  readonly policy?: string;
  /** @default - it is no language model, or nothing is known of that */
  readonly asking?: Asking;
  readonly at: Where;
}

export function connection(
  from: Component,
  pods: Pods | undefined,
  to: Endpoint,
  why: string,
  asking?: Asking,
): Connection {
  return { from, ...(pods && { pods }), to, why, ...(asking && { asking }), at: here() };
}
