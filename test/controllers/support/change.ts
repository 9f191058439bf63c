import { readFileSync } from 'node:fs';
import type { Environment } from '../../../src/model/environment';
import { project, renderAs, type Tree } from '../../live/support/tree';

/** The tree of an environment whose configuration says something else in one place. Throws where the place is not there. */
export async function changed(
  name: string,
  ...changes: readonly (readonly [from: string, to: string])[]
): Promise<Tree> {
  const environment = of(name);
  let source = readFileSync(project.configurationFile(name), 'utf8');
  for (const [from, to] of changes) {
    if (!source.includes(from)) throw new Error(`Pulumi.${name}.yaml does not say '${from}'`);
    source = source.replace(from, to);
  }
  return renderAs(environment, project.resolve(environment, source));
}

/** The tree of an environment without one of its components, on which no other one stands. */
export async function without(name: string, component: string): Promise<Tree> {
  const environment = of(name);
  const build: Environment['build'] = (stack, ...more) => {
    environment.build?.(stack, ...more);
    if (!stack.node.tryRemoveChild(component)) throw new Error(`${name} has no component '${component}'`);
  };
  return renderAs({ ...environment, build }, project.resolve(environment));
}

function of(name: string): Environment {
  const [environment] = project.chosen([name]);
  if (!environment) throw new Error(`no environment ${name}`);
  return environment;
}
