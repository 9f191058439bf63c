import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../src/model/environment';
import mlops from '../../stacks/mlops';
import { build as buildAny } from './homelab';
import { ROOT } from './steading';

/** What is in the project's `Pulumi.mlops.yaml`. */
export const MLOPS = readFileSync(join(ROOT, 'Pulumi.mlops.yaml'), 'utf8');

/** Builds environment `mlops` in this process, from the project's own configuration unless told otherwise. */
export const build = (config = MLOPS) => buildAny(config, mlops as unknown as Environment);
