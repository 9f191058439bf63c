import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../src/model/environment';
import lab from '../../stacks/lab';
import { build as buildAny } from './homelab';
import { ROOT } from './steading';

/** What is in the project's `Pulumi.lab.yaml`. */
export const LAB = readFileSync(join(ROOT, 'Pulumi.lab.yaml'), 'utf8');

/** Builds environment `lab` in this process, from the project's own configuration unless told otherwise. */
export const build = (config = LAB) => buildAny(config, lab as unknown as Environment);
