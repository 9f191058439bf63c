import type { Check } from '../check';
import { generated } from './generated';
import { versions as served } from './versions';

/** What the next version will not take. */
export const versions: readonly Check[] = [generated, served];
