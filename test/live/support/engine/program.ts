import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../support/steading';

/** Makes a folder with environments a project of Pulumi's: the program is the repository's own, told that this is its root. */
export function asProgram(root: string): string {
  copyFileSync(join(ROOT, 'Pulumi.yaml'), join(root, 'Pulumi.yaml'));
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  mkdirSync(join(root, 'src'), { recursive: true });
  const program = `import { up } from '${join(ROOT, 'src/cli/commands/up')}';\n\nexport = () => up('${root}');\n`;
  writeFileSync(join(root, 'src/pulumi.ts'), program);
  return root;
}
