import { Cluster, Component, derived, generated, manual, Namespace, Secret, type Stack } from '../../src';
import { readConfig } from '../../src/config/read';
import environment from '../../stacks/lab';
import { type Declared, declare } from '../support/declare';
import { LAB } from '../support/lab';

/** The services of document 003, as the project's own stack and configuration have them, in another stack. */
export function build(stack: Stack): void {
  const read = readConfig('Pulumi.lab.yaml', LAB, environment.config);
  if ('findings' in read) throw new Error(read.findings.map(({ message }) => message).join('; '));
  environment.build?.(stack, read.config as never, {} as never);
}

/** As data. */
export const lab = (): Declared => declare(build);

function namespaceOf(stack: Stack, name: string): Namespace {
  return stack.node.findAll().find((found) => found instanceof Namespace && found.name === name) as Namespace;
}

/** Contracts of every kind: what a shell would take for its own, two that need each other, one that a person fills. */
export function declareOdd(stack: Stack): void {
  const component = new Component(stack, 'odd');
  const [cluster] = stack.node.children.filter((child) => child instanceof Cluster);
  const on = (cluster as Cluster).namespace('odd');
  const home = namespaceOf(stack, 'default');
  const odd: Secret = new Secret(component, 'odd', {
    namespace: home,
    keys: {
      dots: generated({ length: 40, alphabet: `-\\ "'$` }),
      text: derived`it's "q" $HOME \`id\` $$ \\ %s\n\t{{.}} *\n`,
    },
  });
  const there: Secret = new Secret(component, 'there', {
    namespace: on,
    keys: { a: generated({ length: 24, alphabet: 'ab' }), b: () => derived`b:${here.key('a')}\n` },
  });
  const here: Secret = new Secret(component, 'here', {
    namespace: on,
    keys: { a: () => derived`<${there.key('a')}>`, c: () => derived`${odd.key('dots')}` },
  });
  new Secret(component, 'by-hand', { namespace: home, keys: { door: manual('the key of the door') } });
}
