import type { Where } from '../diagnostics/where';
import type { Endpoint } from './endpoint';

/** A way in from outside the cluster. */
export type Way =
  | { readonly nodePort: number }
  | { readonly loadBalancer: string; readonly port?: number }
  | { readonly ingress: string; readonly path?: string };

/** An endpoint with a way in: one line in the cluster's ledger, where a port or host given twice is found. */
export interface Exposure {
  readonly endpoint: Endpoint;
  readonly way: Way;
  readonly at: Where;
}
