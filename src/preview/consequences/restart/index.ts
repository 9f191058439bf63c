import type { Judge } from '../judge';
import { configuration } from './configuration';
import { hosts } from './hosts';
import { operands } from './operands';
import { releases } from './releases';
import { resumed, workloads } from './workloads';

/** Who starts anew. */
export const restart: readonly Judge[] = [workloads, resumed, configuration, releases, operands, hosts];
