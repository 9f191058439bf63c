import type { Judge } from '../judge';
import { accounts } from './accounts';
import { budgets } from './budgets';
import { configuration } from './configuration';
import { hosts } from './hosts';
import { probes } from './probes';
import { rollouts } from './rollouts';
import { routes } from './routes';
import { removed, scale } from './scale';
import { selectors, services } from './services';

/** What does not answer. */
export const downtime: readonly Judge[] = [
  rollouts,
  scale,
  removed,
  budgets,
  services,
  selectors,
  probes,
  configuration,
  accounts,
  routes,
  hosts,
];
