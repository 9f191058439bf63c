/** A property of another resource, known once that one exists. */
export interface Reference {
  readonly 'fn::ref': { readonly id: ResourceId; readonly property: string };
}

/** Several texts in one, in this order. */
export interface Join {
  readonly 'fn::join': readonly Text[];
}

/** A bcrypt hash, with the salt that another resource keeps: the same at every run. */
export interface Bcrypt {
  readonly 'fn::bcrypt': { readonly of: Text; readonly salt: Text };
}

export interface Base64 {
  readonly 'fn::toBase64': Text;
}

/** A value that `pulumi config set --secret` has closed; nothing where there is none. */
export interface Configured {
  readonly 'fn::config': string;
}

/** The private key with which somebody signs in at a host: from its file, which is read when the program runs. */
export interface PrivateKey {
  readonly 'fn::readFile': string;
}

export interface Sha256 {
  readonly 'fn::sha256': Text;
}

export type Text = string | Reference | Join | Bcrypt | Base64 | Sha256 | Configured | PrivateKey;

/** `type::name`: one of a kind in a plan, and with its parents one of a kind in a stack. */
export type ResourceId = `${string}::${string}`;

/** Another name or type under which a state may hold a resource, which is then this one and no other. */
export interface Alias {
  readonly name?: string;
  readonly type?: string;
}

export interface ResourceOptions {
  /** What comes first. A component stands for all that is in it. */
  readonly dependsOn: readonly ResourceId[];
  /** Not deleted but by somebody who says so first: it keeps state. */
  readonly protect?: true;
  /** Stays where it is when it leaves the program. */
  readonly retainOnDelete?: true;
  readonly deleteBeforeReplace?: true;
  readonly ignoreChanges?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  readonly aliases?: readonly Alias[];
  /** Until it is ready, as `5m`. */
  readonly timeout?: string;
}

/** One resource of a `pulumi up`, as data. */
export interface Resource {
  readonly id: ResourceId;
  readonly type: string;
  readonly name: string;
  /** @default - stands at the top */
  readonly parent?: ResourceId;
  /** The way to the cluster in which it is made; every resource of Kubernetes has one. @default - what the engine brings for its type */
  readonly provider?: ResourceId;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly options: ResourceOptions;
}

/** In an order in which all that comes first comes first. */
export type Plan = readonly Resource[];

export function idOf(type: string, name: string): ResourceId {
  return `${type}::${name}`;
}

export function resource(type: string, name: string, props: Omit<Resource, 'id' | 'type' | 'name'>): Resource {
  return { id: idOf(type, name), type, name, ...props };
}

/** A component holds others, and has neither inputs nor a provider. */
export function component(kind: 'Environment' | 'Component' | 'Host', name: string, parent?: ResourceId): Resource {
  return resource(`steading:index:${kind}`, name, {
    ...(parent && { parent }),
    inputs: {},
    options: { dependsOn: [] },
  });
}

/** Properties of other resources that inputs ask for. */
export function referencesIn(value: unknown): Reference['fn::ref'][] {
  if (value === null || typeof value !== 'object') return [];
  if ('fn::ref' in value) return [(value as Reference)['fn::ref']];
  return Object.values(value).flatMap(referencesIn);
}

/** `types::name` of each, by which a state tells it from others: what stands in a URN behind the stack and the project. */
export function urnsIn(plan: Plan): ReadonlyMap<ResourceId, string> {
  const all = new Map(plan.map((one) => [one.id, one]));
  const typesOf = ({ type, parent }: Resource): string => {
    const above = parent && all.get(parent);
    return above ? `${typesOf(above)}$${type}` : type;
  };
  return new Map(plan.map((one) => [one.id, `${typesOf(one)}::${one.name}`]));
}

/** Resources and what is in components among them, down to the last. */
export function expanded(ids: readonly ResourceId[], plan: Plan): ResourceId[] {
  const children = new Map<ResourceId, ResourceId[]>();
  for (const { id, parent } of plan) if (parent) children.set(parent, [...(children.get(parent) ?? []), id]);
  const below = (id: ResourceId): ResourceId[] => [id, ...(children.get(id) ?? []).flatMap(below)];
  return [...new Set(ids.flatMap(below))];
}
