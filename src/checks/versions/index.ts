import type { Check } from '../check';
import { generated } from './generated';
import { runsOn } from './runs-on';
import { versions as served } from './versions';

/** What the next version will not take. */
export const versions: readonly Check[] = [generated, runsOn, served];
