import { here } from '../diagnostics/where';
import type { Declared } from './derive';
import type { Manifest, ObjectNode, Order, ReleaseNode, SecretNode } from './graph';
import { compare, sortBy } from './sort';

/** What must exist before what: said by a stack, or because nothing can start otherwise (namespaces, kinds that a release defines). */
export function orders(
  { components, namespaces, workloads, releases: declaredReleases, hostServices, secrets: declaredSecrets }: Declared,
  {
    objects,
    releases,
    secrets,
  }: { objects: readonly ObjectNode[]; releases: readonly ReleaseNode[]; secrets: readonly SecretNode[] },
): Order[] {
  const found = new Map<string, Order>();
  const add = (from: string, to: string, why: string, at = here()): void => {
    const key = `${from}\0${to}`;
    const known = found.get(key);
    if (!known || compare(why, known.why) < 0) found.set(key, { from, to, why, at });
  };

  for (const component of components) {
    for (const { to, why, at } of component.order) add(component.name, to.name, why, at);
  }

  const owner = new Map(
    namespaces.filter(({ existing }) => !existing).map(({ name, component }) => [name, component.name]),
  );
  const lives = (component: string, namespace: string | undefined, at?: Order['at']): void => {
    const home = namespace && owner.get(namespace);
    if (home && home !== component) add(component, home, `namespace ${namespace}`, at);
  };
  for (const { component, on, at } of workloads) lives(component.name, on && 'cluster' in on ? on.name : undefined, at);
  for (const { component, props, at } of [...declaredReleases, ...hostServices])
    lives(component.name, props.namespace.name, at);
  for (const { component, namespace, at } of declaredSecrets) lives(component.name, namespace.name, at);
  for (const { component, manifest, at } of objects) lives(component, manifest.metadata.namespace, at);

  const definedBy = new Map(
    releases.flatMap(({ component, defines }) => defines.map((kind) => [kind, component] as const)),
  );
  const uses = (component: string, kind: string, at: Order['at']): void => {
    const definer = definedBy.get(kind);
    if (definer && definer !== component) add(component, definer, `kind ${kind}`, at);
  };
  for (const { component, manifest, at } of objects) uses(component, kindOf(manifest), at);
  for (const { component, store, at } of secrets) {
    if (store === 'sealed-secrets') uses(component, 'bitnami.com/SealedSecret', at);
  }
  return sortBy(found.values(), (order) => `${order.from}\0${order.to}`);
}

/** `group/Kind`, as releases say what they define. */
export function kindOf({ apiVersion, kind }: Manifest): string {
  return `${apiVersion.split('/')[0]}/${kind}`;
}
