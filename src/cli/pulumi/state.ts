import { isDeepStrictEqual } from 'node:util';
import { Refusal } from '../../base/refusal';
import { pulumi } from './call';

/** A resource of a state, as `pulumi stack export` has it: secrets are closed. */
export interface Entry {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly parent?: string;
  /** `<urn>::<id>` */
  readonly provider?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly [field: string]: unknown;
}

interface Exported {
  readonly version: number;
  readonly deployment: Deployment;
}

interface Deployment {
  readonly resources?: readonly Entry[];
  readonly pending_operations?: readonly { readonly resource: Entry }[];
  readonly [field: string]: unknown;
}

/** What Pulumi knows of a stack. Nothing is opened: values stay as they are closed. */
export class State {
  private constructor(
    private readonly exported: Exported,
    private readonly stack: string,
    private readonly root: string,
  ) {}

  /** Throws `Refusal`. */
  static async read(stack: string, root: string): Promise<State> {
    const { code, printed, said } = await pulumi({ args: ['stack', 'export', '-s', stack], cwd: root, output: 'kept' });
    if (code !== 0)
      throw new Refusal(
        'could-not',
        `\`pulumi stack export -s ${stack}\` ended with ${code}: ${said.trim()}`,
        'see what it said: the state is that which PULUMI_BACKEND_URL or `pulumi login` names',
      );
    return new State(JSON.parse(printed) as Exported, stack, root);
  }

  get entries(): readonly Entry[] {
    return this.exported.deployment.resources ?? [];
  }

  /** `urn:pulumi:<stack>::<project>`, with which every URN of it begins. */
  get prefix(): string {
    const [first] = this.entries;
    return first ? first.urn.split('::').slice(0, 2).join('::') : `urn:pulumi:${this.stack}::steading`;
  }

  /** Writes it with other resources; what refers to one that is gone does so no more. Returns whether anything differs. Throws `Refusal`. */
  async write(entries: readonly Entry[]): Promise<boolean> {
    if (isDeepStrictEqual(entries, this.entries)) return false;
    const known = new Set(entries.map(({ urn }) => urn));
    const { version, deployment } = this.exported;
    const pending = deployment.pending_operations?.filter(
      ({ resource }) => known.has(resource.urn) || !this.entries.some(({ urn }) => urn === resource.urn),
    );
    const resources = entries.map((one) => withoutGone(one, known));
    const input = JSON.stringify({
      version,
      deployment: { ...deployment, resources, ...(pending && { pending_operations: pending }) },
    });
    const args = ['stack', 'import', '-s', this.stack];
    const { code, said } = await pulumi({ args, cwd: this.root, input, output: 'kept' });
    if (code === 0) return true;
    throw new Refusal(
      'could-not',
      `\`pulumi stack import -s ${this.stack}\` ended with ${code}: ${said.trim()}`,
      'the state is as it was; see what it said, then run it again',
    );
  }
}

function withoutGone(entry: Entry, known: ReadonlySet<string>): Entry {
  const { dependencies, propertyDependencies } = entry;
  const there = (urns: readonly string[]) => urns.filter((urn) => known.has(urn));
  return {
    ...entry,
    ...(dependencies && { dependencies: there(dependencies) }),
    ...(propertyDependencies && {
      propertyDependencies: Object.fromEntries(
        Object.entries(propertyDependencies).map(([key, urns]) => [key, there(urns)]),
      ),
    }),
  };
}

const PROVIDER = 'pulumi:providers:kubernetes';
const nameOf = ({ urn }: Pick<Entry, 'urn'>): string => urn.split('::').slice(3).join('::');
/** The engine names its own providers so, with their version. */
const DEFAULT = /^default(_|$)/;

/** The stack's own way to its cluster, as entries name it; nothing where none was made yet. */
export function ownProvider(entries: readonly Entry[]): string | undefined {
  const own = entries.find((one) => one.type === PROVIDER && !DEFAULT.test(nameOf(one)));
  return own && `${own.urn}::${own.id}`;
}

/** Objects that went to whatever cluster KUBECONFIG named: Steading's first `up` gave them to the engine's default provider. */
export function strays(entries: readonly Entry[]): Entry[] {
  return entries.filter(({ type, provider = '' }) => {
    const [, , , name = ''] = provider.split('::');
    return type.startsWith('kubernetes:') && DEFAULT.test(name);
  });
}
