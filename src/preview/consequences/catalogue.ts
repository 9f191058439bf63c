import { replace } from './codes/replace';
import type { Entry } from './entry';

/** Every consequence that a preview can name: `risk/what-happens`. A code is public, and never serves two things. */
export const catalogue = {
  ...replace,
};

export type Code = keyof typeof catalogue;
export type Params<C extends Code> = (typeof catalogue)[C] extends Entry<infer P> ? P : never;
