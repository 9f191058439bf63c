import type { Judge } from '../judge';
import { moved, objects } from './objects';
import { removed, switchedOn } from './owners';
import { toggled, waiting } from './suspended';

/** Who deletes what is no longer in Git. */
export const prune: readonly Judge[] = [objects, moved, removed, switchedOn, toggled, waiting];
