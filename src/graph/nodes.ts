import type { ApiObject } from 'cdk8s';
import { entries } from '../base/sort';
import { type Finding, finding } from '../diagnostics/finding';
import type { Manifest } from '../kubernetes/manifest';
import { Component } from '../model/component';
import type { Operand } from '../model/operand';
import type { HelmRelease } from '../model/release';
import { type KeySource, type Secret, SecretKey } from '../model/secret';
import { HostService, type ServiceAlias } from '../model/service';
import type {
  KeyRef,
  KeySourceNode,
  ObjectNode,
  OperandNode,
  PatchNode,
  ReleaseNode,
  SecretNode,
  SecretStore,
  ServiceNode,
} from './graph';

export function secretNode(secret: Secret): SecretNode {
  const { component, name, namespace, version, keys, at } = secret;
  return {
    component: component.name,
    path: `${component.node.path}/${name}`,
    namespace: namespace.name,
    store: store(secret),
    name,
    version,
    keys: keys.map((key) => ({ name: key.name, source: sourceNode(key.source) })),
    at,
  };
}

function store({ keys, namespace }: Secret): SecretStore {
  const { store = 'manual' } = namespace.cluster.props.secrets ?? {};
  const byHand = keys.flatMap(({ source }) => (source.from === 'manual' ? [source] : []));
  if (byHand.length > 0) return store === 'bootstrap' && byHand.every(({ variable }) => variable) ? store : 'manual';
  return keys.some(({ source }) => source.from === 'external') ? '1password' : store;
}

function sourceNode(source: KeySource): KeySourceNode {
  if (source.from === 'bcrypt') return { from: 'bcrypt', of: keyRef(source.of) };
  if (source.from !== 'derived') return source;
  return {
    from: 'derived',
    template: source.template.map((part) => (part instanceof SecretKey ? keyRef(part) : part)),
  };
}

export function keyRef(key: SecretKey): KeyRef {
  return { namespace: key.secret.namespace.name, secret: key.secret.name, key: key.name };
}

export function releaseNode(release: HelmRelease): ReleaseNode {
  const { component, name, props, repository, archive, at } = release;
  const {
    chart,
    version,
    source = name,
    labels = {},
    values = {},
    secretValues = {},
    brings = [],
    defines = [],
    claims = [],
    guards = [],
    keep = false,
  } = props;
  const namespace = props.namespace.name;
  return {
    component: component.name,
    path: `${component.node.path}/${name}`,
    name,
    namespace,
    chart,
    version,
    repository,
    ...(archive !== undefined && { archive }),
    source,
    labels,
    values: typeof values === 'function' ? values() : values,
    secretValues: entries(secretValues).map(([path, { secret, name: key }]) => ({ path, secret: secret.name, key })),
    brings,
    defines,
    claims,
    guards,
    listens: release.listening,
    keep,
    at,
  };
}

export function operandNode({ component, name, namespace, props, at }: Operand): OperandNode {
  const { operator, brings = [], claims = [] } = props;
  const path = `${component.node.path}/${name}`;
  return { component: component.name, path, namespace: namespace.name, release: operator.name, brings, claims, at };
}

/** What `brings` says of a release's objects decides where a target is; one that is not brought is looked for where the release is. */
export function patchNodes({ component, name: release, props, patches }: HelmRelease): PatchNode[] {
  return patches.map(({ target: { apiVersion, kind, name }, merge, why, at }) => {
    const brought = props.brings?.find((object) => object.kind === kind && object.name === name);
    return {
      component: component.name,
      path: `${component.node.path}/${release}`,
      release,
      target: { apiVersion, kind, name },
      namespace: brought?.namespace === undefined ? props.namespace.name : brought.namespace,
      merge: merge(),
      why,
      at,
    };
  });
}

export function serviceNode(service: HostService<never> | ServiceAlias): ServiceNode {
  const { component, name, props } = service;
  const node = {
    component: component.name,
    path: `${component.node.path}/${name}`,
    name,
    namespace: props.namespace.name,
  };
  if (!(service instanceof HostService)) return { ...node, externalName: props.to.host, at: component.at };
  const { target, transport, port } = service.props.to as HostService<'http'>['endpoint'];
  const addresses = target && 'cidrs' in target ? target.cidrs.map((cidr) => cidr.replace(/\/32$/, '')) : [];
  return { ...node, addresses, portName: name, port, targetPort: target?.port ?? port, transport, at: service.at };
}

/** An object as data, or nothing and a finding if it is none: everything that comes after relies on what it is called. */
export function objectNode(object: ApiObject, report: (finding: Finding) => void): ObjectNode[] {
  const component = componentOf(object);
  const { path } = object.node;
  const manifest = object.toJson() as Manifest;
  const missing = missingOf(manifest);
  if (missing.length === 0) return [{ component: component.name, path, manifest, at: component.at }];
  report(finding('object/incomplete', { path, missing }, { paths: [component.node.path], at: component.at }));
  return [];
}

/** What an object lacks of that by which it is known. */
export function missingOf({ apiVersion, kind, metadata }: Partial<Manifest>): string[] {
  const named = { apiVersion, kind, 'metadata.name': metadata?.name };
  return Object.entries(named).flatMap(([field, value]) => (typeof value === 'string' && value !== '' ? [] : [field]));
}

/** The component that something stands in, however deep, also inside a chart of its own. */
function componentOf(object: ApiObject): Component {
  const component = object.node.scopes.find((scope) => scope instanceof Component);
  if (!component) throw new Error(`'${object.node.path}' stands in no component`);
  return component as Component;
}
