import type { Check } from './check';
import { exposures } from './exposures';
import { networks } from './networks';
import { objects } from './objects';
import { podSecurity } from './pod-security';
import { ports } from './ports';
import { schema } from './schema/schema';
import { secrets } from './secrets';
import { storage } from './storage';
import { workloads } from './workloads';

/** Every check, in no particular order: what they find is sorted. */
export const checks: readonly Check[] = [
  exposures,
  networks,
  objects,
  podSecurity,
  ports,
  schema,
  secrets,
  storage,
  workloads,
];
