import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../../base/refusal';
import type { Project } from '../../project';
import { createFiles, replaceFile } from '../../write';
import { readText } from '../../write/disk';
import { EXIT } from '../exit';
import { type ComponentProps, className, construct, test, wired } from '../new/component';
import { CONFIGURATION, stack } from '../new/environment';
import { libraryOf } from '../new/library';
import { print } from '../print/output';

export interface NewComponentOptions {
  readonly image?: string;
  readonly port: number;
}

/** Leaves a construct, its line in the stack and a test. What is there already is never touched. */
export function newComponent(
  project: Project,
  environment: string,
  name: string,
  { image, port }: NewComponentOptions,
): number {
  named(name);
  const [chosen] = project.chosen([environment]);
  if (!chosen) return EXIT.usage;
  const file = `stacks/${environment}.ts`;
  const path = join(project.root, file);
  const source = readText(path);
  const props = { name, port, ...tagged(image ?? `docker.io/library/${name}`) };
  const text = wired(file, source, props);
  const library = libraryOf(project.root);
  const made = {
    [`constructs/${name}.ts`]: construct(props, library),
    [`test/${library.isClone ? 'constructs/' : ''}${name}.test.ts`]: test(props, library),
  };
  if (existsSync(join(project.root, 'constructs', name)))
    throw new Refusal(
      'could-not',
      `constructs/${name} is there already, with constructs of its own`,
      'choose another name',
    );
  createFiles(project.root, made, () => replaceFile(path, source, text));
  print(
    [
      ...Object.keys(made).map((one) => `made     ${one}`),
      `changed  ${file}: new ${className(name)}(stack, '${name}', …)`,
      `next: say what it is for, its user, volumes and connections in constructs/${name}.ts${library.isClone ? '; constructs/redis/server.ts shows how' : ''}`,
      `      steading check ${environment}`,
      '',
    ].join('\n'),
  );
  return EXIT.fine;
}

/** Leaves a stack and its configuration. */
export function newEnvironment(project: Project, name: string): number {
  named(name);
  const made = {
    [`stacks/${name}.ts`]: stack(name, 'plain', libraryOf(project.root)),
    [`Pulumi.${name}.yaml`]: CONFIGURATION,
  };
  createFiles(project.root, made);
  print(
    `${Object.keys(made)
      .map((one) => `made     ${one}`)
      .join('\n')}\nnext: put your cluster into Pulumi.${name}.yaml, then steading new component ${name} NAME\n`,
  );
  return EXIT.fine;
}

function named(name: string): void {
  if (/^[a-z]([a-z0-9-]{0,40}[a-z0-9])?$/.test(name)) return;
  throw new Refusal(
    'usage',
    `'${name}' is no name: expected lower case letters, digits and dashes, a letter first`,
    'a name like wiki or model-cards',
  );
}

function tagged(image: string): Pick<ComponentProps, 'image' | 'tag'> {
  const [, name = image, tag = 'latest'] = /^(.+?)(?::([^/:]+))?$/.exec(image) ?? [];
  return { image: name, tag };
}
