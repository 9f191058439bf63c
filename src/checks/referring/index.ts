import type { Check } from '../check';
import { bindings } from './bindings';
import { classes } from './classes';
import { disruption } from './disruption';
import { issuers } from './issuers';
import { keys } from './keys';
import { monitors } from './monitors';
import { policies } from './policies';
import { resources } from './resources';
import { routes } from './routes';
import { scalers } from './scalers';
import { selectors } from './selectors';

/** Objects that speak of others: names, ports, keys and selectors that find nothing, or too much. */
export const referring: readonly Check[] = [
  ...[bindings, classes, disruption, issuers, keys, monitors, policies, resources, routes, scalers, selectors],
];
