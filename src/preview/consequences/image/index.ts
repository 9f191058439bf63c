import type { Judge } from '../judge';
import { charts } from './charts';
import { images } from './images';

/** What programs run. */
export const image: readonly Judge[] = [images, charts];
