import { accepted, type Fields, isFields } from './answers';
import type { Connection } from './http';

export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
}

export interface DefinitionSpec {
  readonly group: string;
  readonly names: { readonly kind: string; readonly plural: string };
  readonly scope: string;
  readonly versions: readonly { readonly name: string; readonly served: boolean }[];
}

interface Resource {
  readonly kind: string;
  readonly name: string;
  readonly namespaced: boolean;
  readonly verbs?: readonly string[];
}

/** Which path holds the objects of a kind, as the API server tells; asked again for what it did not know before. */
export class Discovery {
  readonly #connection: Connection;
  readonly #resources = new Map<string, readonly Resource[]>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * The path of a kind's objects: in `namespace` where it is given and the kind has namespaces, else of all. Undefined
   * for an unknown kind, of which an API server says 404. Throws `KubeError` for any other answer.
   */
  async collection({ apiVersion, kind }: Kind, namespace?: string): Promise<string | undefined> {
    if (!API_VERSION.test(apiVersion)) return undefined;
    if (!this.#known(apiVersion, kind)) await this.#ask(apiVersion);
    const resource = this.#known(apiVersion, kind);
    const scope = resource?.namespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : '';
    return resource && `${rootOf(apiVersion)}${scope}/${resource.name}`;
  }

  /**
   * Takes the kind of a CustomResourceDefinition as known, before the API server tells of it, and returns the paths of
   * its objects.
   */
  learn({ group, names: { kind, plural }, scope, versions }: DefinitionSpec): string[] {
    return versions
      .filter(({ served }) => served)
      .map(({ name: version }) => {
        const apiVersion = `${group}/${version}`;
        const resource = { kind, name: plural, namespaced: scope === 'Namespaced' };
        this.#resources.set(apiVersion, [...(this.#resources.get(apiVersion) ?? []), resource]);
        return `/apis/${apiVersion}/${plural}`;
      });
  }

  /** Every kind that can be listed, in the version that the API server prefers. Throws `KubeError`. */
  async listable(): Promise<Kind[]> {
    const reply = await this.#connection('GET', '/apis');
    const { groups } = accepted<{ groups: readonly Group[] }>(reply, 'its list of groups', isGroupList);
    const versions = [CORE, ...groups.map(({ preferredVersion }) => preferredVersion.groupVersion)];
    const found = versions.map(async (apiVersion) =>
      (await this.#ask(apiVersion)).flatMap(({ name, kind, verbs }) =>
        verbs?.includes('list') && !name.includes('/') ? [{ apiVersion, kind }] : [],
      ),
    );
    return (await Promise.all(found)).flat();
  }

  /** What is served of a group and version. 404 says that it is nothing, if an API server says it: that serves its own core. */
  async #ask(apiVersion: string): Promise<readonly Resource[]> {
    const reply = await this.#connection('GET', rootOf(apiVersion));
    const isNone = reply.status === 404 && apiVersion !== CORE;
    if (isNone && !this.#resources.has(CORE)) await this.#ask(CORE);
    if (isNone) return [];
    const list = `its list of ${apiVersion}`;
    const { resources } = accepted<{ resources: readonly Resource[] }>(reply, list, isResourceList);
    this.#resources.set(apiVersion, resources);
    return resources;
  }

  #known(apiVersion: string, kind: string): Resource | undefined {
    return this.#resources.get(apiVersion)?.find((one) => one.kind === kind && !one.name.includes('/'));
  }
}

const CORE = 'v1';
/** What else stands there is served by nobody, and could lead to another path. */
const API_VERSION = /^(?:[a-z0-9.-]+\/)?v[a-z0-9]+$/;

interface Group {
  readonly preferredVersion: { readonly groupVersion: string };
}

const rootOf = (apiVersion: string): string => `/${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}`;

function isGroupList({ kind, groups }: Fields): boolean {
  const isGroup = (one: unknown): boolean =>
    isFields(one) && isFields(one.preferredVersion) && typeof one.preferredVersion.groupVersion === 'string';
  return kind === 'APIGroupList' && Array.isArray(groups) && groups.every(isGroup);
}

function isResourceList({ kind, resources }: Fields): boolean {
  const isResource = (one: unknown): boolean =>
    isFields(one) && typeof one.kind === 'string' && typeof one.name === 'string';
  return kind === 'APIResourceList' && Array.isArray(resources) && resources.every(isResource);
}
