import { compare, sortBy } from '../base/sort';
import { here } from '../diagnostics/where';
import type { Manifest } from '../kubernetes/manifest';
import { SecretKey } from '../model/secret';
import type { Declared } from './declared';
import type { ObjectNode, Order, ReleaseNode, SecretNode } from './graph';

/**
 * What must exist before what: said by a stack, or because nothing can start otherwise: namespaces, kinds that a release defines,
 * storage classes that a component makes, Secrets that pods read.
 */
export function orders(
  {
    components,
    namespaces,
    workloads,
    releases: declaredReleases,
    operands,
    hostServices,
    secrets: declaredSecrets,
  }: Declared,
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

  const needs = (component: string, maker: string | undefined, why: string, at?: Order['at']): void => {
    if (maker !== undefined && maker !== component) add(component, maker, why, at);
  };

  const owner = new Map(
    namespaces.filter(({ existing }) => !existing).map(({ name, component }) => [name, component.name]),
  );
  const lives = (component: string, namespace: string | undefined, at?: Order['at']): void =>
    needs(component, owner.get(namespace ?? ''), `namespace ${namespace}`, at);
  for (const { component, on, at } of workloads) lives(component.name, on && 'cluster' in on ? on.name : undefined, at);
  for (const { component, props, at } of [...declaredReleases, ...operands, ...hostServices])
    lives(component.name, props.namespace.name, at);
  for (const { component, namespace, at } of declaredSecrets) lives(component.name, namespace.name, at);
  for (const { component, manifest, at } of objects) lives(component, manifest.metadata.namespace, at);

  const definedBy = new Map(
    releases.flatMap(({ component, defines }) => defines.map((kind) => [kind, component] as const)),
  );
  const uses = (component: string, kind: string, at: Order['at']): void =>
    needs(component, definedBy.get(kind), `kind ${kind}`, at);
  for (const { component, manifest, at } of objects) uses(component, kindOf(manifest), at);
  for (const { component, store, at } of secrets) {
    if (store === 'sealed-secrets') uses(component, 'bitnami.com/SealedSecret', at);
    if (store === '1password') uses(component, 'onepassword.com/OnePasswordItem', at);
  }

  const madeBy = storageClasses(objects, releases);
  const claims = (component: string, storageClass: string | undefined, at: Order['at']): void =>
    needs(component, madeBy.get(storageClass ?? ''), `storage class ${storageClass}`, at);
  for (const { component, volumes } of workloads) {
    for (const { size, storageClass, at } of volumes) if (size) claims(component.name, storageClass, at);
  }
  for (const { component, claims: classes, at } of releases) {
    for (const storageClass of classes) claims(component, storageClass, at);
  }
  for (const { component, props, at } of operands) {
    for (const storageClass of props.claims ?? []) claims(component.name, storageClass, at);
  }

  for (const { component, environment, environmentAt, at } of workloads) {
    for (const [name, value] of Object.entries(environment)) {
      if (!(value instanceof SecretKey)) continue;
      const { secret } = value;
      needs(component.name, secret.component.name, `secret ${secret.name}`, environmentAt.get(name) ?? at);
    }
  }
  for (const { component, props, at } of declaredReleases) {
    for (const { secret } of Object.values(props.secretValues ?? {}))
      needs(component.name, secret.component.name, `secret ${secret.name}`, at);
  }
  return sortBy(found.values(), (order) => `${order.from}\0${order.to}`);
}

/** Who makes which storage class; those of the cluster itself are there before anything. */
export function storageClasses(
  objects: readonly ObjectNode[],
  releases: readonly ReleaseNode[],
): ReadonlyMap<string, string> {
  const made = objects.filter(({ manifest }) => manifest.kind === 'StorageClass');
  return new Map([
    ...made.map(({ component, manifest }) => [manifest.metadata.name, component] as const),
    ...releases.flatMap(({ component, brings }) =>
      brings.filter(({ kind }) => kind === 'StorageClass').map(({ name }) => [name, component] as const),
    ),
  ]);
}

/** `group/Kind`, as releases say what they define. */
export function kindOf({ apiVersion, kind }: Manifest): string {
  return `${apiVersion.split('/')[0]}/${kind}`;
}
