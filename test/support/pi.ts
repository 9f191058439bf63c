import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../src/model/environment';
import pi from '../../stacks/pi';
import { build as buildAny } from './homelab';
import { ROOT } from './steading';

/** What is in the project's `Pulumi.pi.yaml`. */
export const PI = readFileSync(join(ROOT, 'Pulumi.pi.yaml'), 'utf8');

/** Builds environment `pi` in this process, from the project's own configuration unless told otherwise. */
export const build = (config = PI) => buildAny(config, pi as unknown as Environment);
