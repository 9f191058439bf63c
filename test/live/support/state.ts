import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../support/steading';

/** Where the control planes of this checkout keep their state: known to the next run, whatever happens to this one. */
export const STATE = join(tmpdir(), `steading-live-${createHash('sha256').update(ROOT).digest('hex').slice(0, 12)}`);
