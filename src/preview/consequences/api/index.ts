import type { Judge } from '../judge';
import { definitions, moved, notServed } from './versions';

/** Versions of APIs. */
export const api: readonly Judge[] = [moved, notServed, definitions];
