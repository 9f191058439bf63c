import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Variant } from '../../src';
import type { Environment } from '../../src/model/environment';
import idp from '../../stacks/idp';
import { build as buildAny } from './homelab';
import { ROOT } from './steading';

/** What is in the project's `Pulumi.idp.yaml`. */
export const IDP = readFileSync(join(ROOT, 'Pulumi.idp.yaml'), 'utf8');

/** Builds environment `idp` in this process, from the project's own configuration unless told otherwise. */
export const build = (config = IDP) => buildAny(config, idp as unknown as Environment);

/** The configuration with another variant. */
export const switched = (variant: Variant, config = IDP) => config.replace(/(?<=variant: )\w+/, variant);
