import type { Judge } from '../judge';
import { limits } from './limits';
import { quotas } from './quotas';
import { room } from './room';

/** Whether there is room. */
export const capacity: readonly Judge[] = [room, limits, quotas];
