import { consequence } from '../consequence';
import type { Judge } from '../judge';

/** Who may reach what by the connections of the components. */
export const reach: Judge = ({ environment, reach: all }) =>
  all.flatMap(({ what, sentence }) =>
    what === 'opened' ? [consequence('access/reached', { sentence }, { about: [environment] })] : [],
  );
