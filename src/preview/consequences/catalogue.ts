import { access } from './codes/access';
import { accessOfPods } from './codes/access-of-pods';
import { api } from './codes/api';
import { capacity } from './codes/capacity';
import { data } from './codes/data';
import { dataOfProducts } from './codes/data-of-products';
import { downtime } from './codes/downtime';
import { image } from './codes/image';
import { prune } from './codes/prune';
import { replace } from './codes/replace';
import { restart } from './codes/restart';
import { secrets } from './codes/secrets';
import type { Entry } from './entry';

/** Every consequence that a preview can name: `risk/what-happens`. A code is public, and never serves two things. */
export const catalogue = {
  ...data,
  ...dataOfProducts,
  ...replace,
  ...downtime,
  ...access,
  ...accessOfPods,
  ...secrets,
  ...capacity,
  ...prune,
  ...api,
  ...image,
  ...restart,
};

export type Code = keyof typeof catalogue;
export type Params<C extends Code> = (typeof catalogue)[C] extends Entry<infer P> ? P : never;
