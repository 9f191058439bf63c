import type { Judge } from '../judge';
import { growth } from './growth';
import { identity } from './identity';
import { immutable } from './immutable';
import { strategy } from './strategy';

/** What cannot be changed in place. */
export const replace: readonly Judge[] = [immutable, strategy, growth, identity];
