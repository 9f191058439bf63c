import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectFolder } from './backends/pulumi/register';
import { up } from './cli/commands/up';

/** The nearest folder with a Pulumi.yaml, from where Pulumi runs this program: beside it, or in node_modules of the project. */
function nearest(folder: string): string {
  return existsSync(join(folder, 'Pulumi.yaml')) || dirname(folder) === folder ? folder : nearest(dirname(folder));
}

/** The program of `pulumi up -s <env>`, named in Pulumi.yaml. */
export = () => up(projectFolder() ?? nearest(process.cwd()));
