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
   * for an unknown kind.
   */
  async collection({ apiVersion, kind }: Kind, namespace?: string): Promise<string | undefined> {
    const root = `/${String(apiVersion).includes('/') ? 'apis' : 'api'}/${apiVersion}`;
    const resource = this.#known(apiVersion, kind) ?? (await this.#ask(root, apiVersion, kind));
    const scope = resource?.namespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : '';
    return resource && `${root}${scope}/${resource.name}`;
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

  /** Every kind that can be listed, in the version that the API server prefers. */
  async listable(): Promise<Kind[]> {
    const { body } = await this.#connection('GET', '/apis');
    const { groups = [] } = body as {
      groups?: readonly { readonly preferredVersion: { readonly groupVersion: string } }[];
    };
    const versions = ['v1', ...groups.map(({ preferredVersion }) => preferredVersion.groupVersion)];
    const found = versions.map(async (apiVersion) => {
      const { body: served } = await this.#connection(
        'GET',
        `/${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}`,
      );
      const { resources = [] } = served as { resources?: readonly Resource[] };
      return resources.flatMap(({ name, kind, verbs }) =>
        verbs?.includes('list') && !name.includes('/') ? [{ apiVersion, kind }] : [],
      );
    });
    return (await Promise.all(found)).flat();
  }

  async #ask(root: string, apiVersion: string, kind: string): Promise<Resource | undefined> {
    const { status, body } = await this.#connection('GET', root);
    if (status !== 200) return undefined;
    this.#resources.set(apiVersion, (body as { resources?: Resource[] }).resources ?? []);
    return this.#known(apiVersion, kind);
  }

  #known(apiVersion: string, kind: string): Resource | undefined {
    return this.#resources.get(apiVersion)?.find((one) => one.kind === kind && !one.name.includes('/'));
  }
}
