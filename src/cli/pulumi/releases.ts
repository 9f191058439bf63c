import { RELEASE } from '../../backends/pulumi/identity';
import { expanded, type Plan, type Resource, type ResourceId, urnsIn } from '../../backends/pulumi/resource';
import { type HelmStorage, type Installed, isPending } from './helm';
import { type Entry, ownProvider } from './state';

/** As a state marks a value that is to be closed when it is written. */
const SECRET = { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270' };

interface ReleaseInputs {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  /** Seconds. */
  readonly timeout: number;
}

/**
 * Releases that Helm has and the state has not: a provider outlives its engine, and finishes the chart that it is at. Each is taken in, below its
 * component and in the hands of the stack's provider, with the values that Helm has; and one at which nobody works any more is unlocked.
 */
export class Releases {
  private readonly urns: ReadonlyMap<ResourceId, string>;

  constructor(
    private readonly planned: Plan,
    private readonly storage: HelmStorage,
    private readonly say: (text: string) => void,
  ) {
    this.urns = urnsIn(planned);
  }

  /** The entries of a state, whose URNs begin with `prefix`, and those that it lacks. */
  async adopt(entries: readonly Entry[], prefix: string): Promise<Entry[]> {
    const all = [...entries];
    for (const release of this.planned.filter(({ type }) => type === RELEASE)) {
      const inputs = release.inputs as unknown as ReleaseInputs;
      const installed = await this.installed(inputs);
      const id = `${inputs.namespace}/${inputs.name}`;
      if (!installed || all.some((one) => one.type === RELEASE && one.id === id)) continue;
      const why =
        unfit(installed, inputs) ?? (ownProvider(all) ? undefined : 'the state has no way to the cluster yet');
      if (why === undefined) all.push(...this.entriesOf(release, installed, all, prefix));
      this.say(
        why === undefined
          ? `release ${id} is there (${installed.status}, revision ${installed.revision}) and was not in the state: now it is`
          : `release ${id} is there and is not taken into the state: ${why}`,
      );
    }
    return all;
  }

  /** What Helm has, once whoever is at it has come to an end. */
  private async installed({ name, namespace, timeout }: ReleaseInputs): Promise<Installed | undefined> {
    const found = await this.storage.installed(namespace, name);
    if (!found || !isPending(found)) return found;
    const deadline = new Date(found.begun.getTime() + timeout * 1000);
    this.say(
      `release ${namespace}/${name} is ${found.status}: the provider of a killed engine may still be at it, until ${deadline.toISOString()}`,
    );
    const last = await this.storage.settled(namespace, name, deadline);
    if (!last || !isPending(last)) return last;
    await this.storage.unlock(namespace, name);
    this.say(
      `release ${namespace}/${name}: nobody is at it any more; it counts as failed, and the next \`pulumi up\` upgrades it`,
    );
    return { ...last, status: 'failed' };
  }

  private entriesOf(release: Resource, installed: Installed, all: readonly Entry[], prefix: string): Entry[] {
    const { id, type, parent, inputs: wanted, options } = release;
    const { name, namespace } = wanted as unknown as ReleaseInputs;
    const { revision, status, chart, version, values } = installed;
    // What Helm has not finished is another one than what is wanted, so that the next run finishes it.
    const { timeout, ...lasting } = { ...wanted, version, values } as Readonly<Record<string, unknown>>;
    const inputs = status === 'deployed' ? { ...lasting, timeout } : lasting;
    const known = new Set(all.map(({ urn }) => urn));
    const first = expanded(options.dependsOn, this.planned).map((one) => this.urn(one, prefix));
    const provider = ownProvider(all);
    return [
      ...this.missingAbove(parent, known, prefix),
      {
        ...{ urn: this.urn(id, prefix), type, custom: true, id: `${namespace}/${name}` },
        inputs,
        outputs: {
          ...inputs,
          status: { name, namespace, revision, status, chart, version },
          __inputs: { ...SECRET, plaintext: JSON.stringify(inputs) },
        },
        ...(parent && { parent: this.urn(parent, prefix) }),
        ...(provider && { provider }),
        dependencies: first.filter((urn) => known.has(urn)),
        ...(options.protect && { protect: true }),
        ...(options.retainOnDelete && { retainOnDelete: true }),
      },
    ];
  }

  /** Components below which it stands and that the state lacks, the outermost first. */
  private missingAbove(parent: ResourceId | undefined, known: ReadonlySet<string>, prefix: string): Entry[] {
    const above = this.planned.find(({ id }) => id === parent);
    if (!above || known.has(this.urn(above.id, prefix))) return [];
    const { id, type, parent: next } = above;
    const entry = { urn: this.urn(id, prefix), type, custom: false, ...(next && { parent: this.urn(next, prefix) }) };
    return [...this.missingAbove(next, known, prefix), entry];
  }

  private urn(id: ResourceId, prefix: string): string {
    return `${prefix}::${this.urns.get(id)}`;
  }
}

/** Why a release cannot be the one that is wanted. */
function unfit({ chart, status }: Installed, wanted: ReleaseInputs): string | undefined {
  const expected = wanted.chart.split('/').at(-1);
  if (chart !== expected)
    return `it is of chart '${chart}' and not of '${expected}'; \`helm uninstall ${wanted.name} --namespace ${wanted.namespace}\` frees the name, and deletes what it has made`;
  return status.startsWith('uninstall')
    ? `it is ${status}; \`helm uninstall ${wanted.name} --namespace ${wanted.namespace}\` removes what is left of it`
    : undefined;
}
