import type { Check } from '../check';
import { dashboards } from './dashboards';
import { plainText } from './plain-text';
import { privileges } from './privileges';
import { roles } from './roles';
import { tls } from './tls';
import { tokens } from './tokens';

/** What lets in, or lets out, more than it should. */
export const security: readonly Check[] = [dashboards, plainText, privileges, roles, tls, tokens];
