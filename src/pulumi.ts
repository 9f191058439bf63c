import { projectFolder } from './backends/pulumi/register';
import { up } from './cli/commands/up';

/** The program of `pulumi up -s <env>`, named in Pulumi.yaml. */
export = () => up(projectFolder());
