import type { ParamsOf } from '../../diagnostics/entry';
import { access } from './codes/access';
import { api } from './codes/api';
import { capacity } from './codes/capacity';
import { data } from './codes/data';
import { downtime } from './codes/downtime';
import { image } from './codes/image';
import { prune } from './codes/prune';
import { replace } from './codes/replace';
import { restart } from './codes/restart';
import { secrets } from './codes/secrets';

/** Every consequence that a preview can name: `risk/what-happens`. A code is public, and never serves two things. */
export const catalogue = {
  ...data,
  ...replace,
  ...downtime,
  ...access,
  ...secrets,
  ...capacity,
  ...prune,
  ...api,
  ...image,
  ...restart,
};

export type Code = keyof typeof catalogue;
export type Params<C extends Code> = ParamsOf<(typeof catalogue)[C]>;
