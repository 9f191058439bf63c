import { resolve } from 'node:path';
import { up } from './cli/commands/up';

/** The program of `pulumi up -s <env>`, named in Pulumi.yaml. */
export = () => up(resolve(__dirname, '..'));
