import type { Judge } from '../judge';
import { contracts } from './contracts';
import { dangling, objects } from './objects';

/** What becomes of secrets; never a value. */
export const secrets: readonly Judge[] = [contracts, objects, dangling];
