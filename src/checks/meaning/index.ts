import type { Check } from '../check';
import { egress } from './egress';
import { dependencies } from './flux';
import { middlewares } from './middlewares';
import { names } from './names';
import { nodePorts } from './node-ports';
import { quantities } from './quantities';
import { rolling } from './rolling';
import { schedules } from './schedules';
import { shared } from './shared';
import { variables } from './variables';

/** What is well formed and means something else than its author thinks. */
export const meaning: readonly Check[] = [
  ...[dependencies, egress, middlewares, names, nodePorts, quantities, rolling, schedules, shared, variables],
];
