import { existsSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { createFiles } from '../../write';
import { EXIT } from '../exit';
import { files } from '../init/files';
import type { Delivery } from '../new/environment';
import { print } from '../print/output';

export interface InitOptions {
  readonly cluster: 'k3s';
  readonly delivery: Delivery;
}

/** Leaves a repository with one environment, `home`. What is there already is never touched. */
export function init(folder: string, { delivery }: InitOptions): number {
  const root = resolve(folder);
  const name =
    basename(root)
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]+/g, '-') || 'home';
  const own = require('steading/package.json');
  const made = {
    ...files(name, delivery, {
      steading: own.version,
      tsx: own.dependencies.tsx,
      typescript: own.dependencies.typescript7.replace('npm:typescript@', ''),
      types: own.devDependencies['@types/node'],
    }),
    ...workflows(),
  };
  const kept = Object.keys(made).filter((path) => existsSync(join(root, path)));
  const fresh = Object.fromEntries(Object.entries(made).filter(([path]) => !kept.includes(path)));
  createFiles(root, fresh);
  const shown = relative(process.cwd(), root);
  print(
    [
      ...Object.keys(fresh).map((path) => `made     ${path}`),
      ...kept.map((path) => `kept     ${path}, which was there`),
      'next: put your cluster into Pulumi.home.yaml, then',
      `      ${shown ? `cd ${shown} && ` : ''}npm install && npm start`,
      '',
    ].join('\n'),
  );
  return EXIT.fine;
}

/** Those of the library's own repository: they fit every other one. */
function workflows(): Record<string, string> {
  const folder = join(require.resolve('steading/package.json'), '../.github/workflows');
  return Object.fromEntries(
    ['preview.yml', 'preview-comment.yml'].map((file) => [
      `.github/workflows/${file}`,
      readFileSync(join(folder, file), 'utf8'),
    ]),
  );
}
