import type { Check } from './check';
import { exposures } from './exposures';
import { networks } from './networks';
import { objects } from './objects';
import { ports } from './ports';
import { secrets } from './secrets';
import { storage } from './storage';

/** Every check, in no particular order: what they find is sorted. */
export const checks: readonly Check[] = [exposures, networks, objects, ports, secrets, storage];
