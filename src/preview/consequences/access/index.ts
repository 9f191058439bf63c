import type { Judge } from '../judge';
import { admission } from './admission';
import { bindings } from './bindings';
import { namespaces } from './namespaces';
import { otherPolicies } from './other-policies';
import { pods } from './pods';
import { policies } from './policies';
import { projects } from './projects';
import { reach } from './reach';
import { roles } from './roles';
import { routes } from './routes';
import { services } from './services';

/** Who may do or reach more. */
export const access: readonly Judge[] = [
  ...[roles, bindings, policies, otherPolicies, reach, services, routes, namespaces, pods, admission, projects],
];
