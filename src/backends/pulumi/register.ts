import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import command from '@pulumi/command/package.json';
import kubernetes from '@pulumi/kubernetes/package.json';
// By file: the package as a whole loads npm's resolver and TypeScript, a third of the time until the program begins.
import { Config } from '@pulumi/pulumi/config';
import { RunError } from '@pulumi/pulumi/errors';
import * as log from '@pulumi/pulumi/log';
import { getRootDirectory, getStack } from '@pulumi/pulumi/metadata';
import { all, type Inputs, type Output, output, secret } from '@pulumi/pulumi/output';
import {
  ComponentResource,
  CustomResource,
  type CustomResourceOptions,
  ProviderResource,
  type Resource as Registered,
} from '@pulumi/pulumi/resource';
import * as config from '@pulumi/pulumi/runtime/config';
import { isDryRun } from '@pulumi/pulumi/runtime/settings';
import random from '@pulumi/random/package.json';
import { hashSync } from 'bcryptjs';
import { type Plan, type Resource, type ResourceId, type ResourceOptions, referencesIn, type Text } from './resource';

/** The providers that this program is written for; the engine fetches them where they are missing. */
const VERSIONS: Readonly<Record<string, string>> = {
  command: command.version,
  kubernetes: kubernetes.version,
  random: random.version,
};
const BCRYPT_COST = 10;

/** What the SDK asks before it warns of a secret that is read in plain; it has no type of its own. */
const engine = config as unknown as { isConfigSecret(key: string): boolean };

/** What the engine was asked for: the stack, which is the environment, and its configuration, with what `-c` said. */
export function asked(): {
  readonly environment: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Keys of those that are secret. */
  readonly secured: ReadonlySet<string>;
} {
  const settings = config.allConfig();
  const secured = new Set(Object.keys(settings).filter((key) => engine.isConfigSecret(key)));
  return { environment: getStack(), settings, secured };
}

/** The folder of `Pulumi.yaml`, if the language host tells it. */
export function projectFolder(): string | undefined {
  const folder = getRootDirectory();
  // A language host that does not tell it leaves the SDK's own default, a word.
  return isAbsolute(folder) ? folder : undefined;
}

/** Whether nothing is done, only said. */
export function isPreview(): boolean {
  return isDryRun();
}

/** Ends the program with a text for people. Its stack is none: Pulumi would spend twenty seconds on mapping one, to throw it away. */
export function refuse(text: string): never {
  const error = new RunError(text);
  error.stack = '';
  throw error;
}

export function warn(text: string): void {
  void log.warn(text);
}

/** What a plan leaves to the moment in which it is carried out. */
export interface Surroundings {
  /** Content of a file with a private key. */
  readonly privateKey: (path: string) => string;
}

/** A resource of any provider: its type says which. */
class Managed extends CustomResource {}

/** A way to a cluster. The provider's own class would write the KUBECONFIG of whoever runs it into the state. */
class Cluster extends ProviderResource {
  constructor(name: string, inputs: Inputs, options: CustomResourceOptions) {
    super('kubernetes', name, inputs, options);
  }
}

/** Makes the resources of a plan known to the engine. All that is to be decided about them stands in the plan. */
export function register(plan: Plan, surroundings: Surroundings): void {
  const made = new Map<ResourceId, Registered>();
  const properties = propertiesAsked(plan);
  const values = new Values(made, surroundings);
  const asBefore = withoutStacks();
  try {
    for (const one of plan) {
      const options = optionsOf(one, made);
      if (one.type.startsWith('steading:')) {
        made.set(one.id, new ComponentResource(one.type, one.name, {}, options));
      } else if (one.type === 'pulumi:providers:kubernetes') {
        made.set(one.id, new Cluster(one.name, values.of(one.inputs), options));
      } else {
        const results = Object.fromEntries(
          [...(properties.get(one.id) ?? [])].map((property) => [property, undefined]),
        );
        made.set(one.id, new Managed(one.type, one.name, { ...values.of(one.inputs), ...results }, options));
      }
    }
    all([...made.values()].map(({ urn }) => urn)).apply(asBefore);
  } catch (error) {
    asBefore();
    throw error;
  }
}

/**
 * Every resource asks where it was made, and every request of it where it was begun: here, whichever it is. Mapping that to lines of the source takes
 * most of the time. Returns what puts stacks back.
 */
function withoutStacks(): () => void {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = ({ name }) => name;
  return () => {
    Error.prepareStackTrace = prepareStackTrace;
  };
}

function optionsOf(
  { type, parent, provider, options }: Resource,
  made: ReadonlyMap<ResourceId, Registered>,
): CustomResourceOptions {
  const { dependsOn, timeout, ...rest } = options satisfies ResourceOptions;
  const version = VERSIONS[type.split(':')[type.startsWith('pulumi:') ? 2 : 0] ?? ''];
  const above = parent && made.get(parent);
  const by = provider && (made.get(provider) as ProviderResource | undefined);
  if (provider && !by) throw new Error(`'${provider}' is not there yet, so that the engine would take another one`);
  return {
    ...(rest as CustomResourceOptions),
    ...(above && { parent: above }),
    ...(by && { provider: by }),
    ...(version && { version }),
    ...(timeout && { customTimeouts: { create: timeout, update: timeout } }),
    dependsOn: dependsOn.flatMap((id) => made.get(id) ?? []),
  };
}

/** Which properties of which resources are asked for: the engine hands back no others. */
function propertiesAsked(plan: Plan): ReadonlyMap<ResourceId, ReadonlySet<string>> {
  const found = new Map<ResourceId, Set<string>>();
  for (const { id, property } of plan.flatMap(({ inputs }) => referencesIn(inputs)))
    found.set(id, (found.get(id) ?? new Set()).add(property));
  return found;
}

/** Inputs of a plan as inputs of the engine. What a person has yet to configure is left out. */
class Values {
  private readonly config = new Config('steading');

  constructor(
    private readonly made: ReadonlyMap<ResourceId, Registered>,
    private readonly surroundings: Surroundings,
  ) {}

  of(inputs: Readonly<Record<string, unknown>>): Inputs {
    return this.value(inputs) as Inputs;
  }

  private value(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    if (value === null || typeof value !== 'object') return value;
    const [[name = ''] = []] = Object.entries(value);
    if (name.startsWith('fn::')) return this.text(value as Text);
    const fields = Object.entries(value).map(([key, inner]) => [key, this.value(inner)] as const);
    const known = fields.filter(([, inner]) => inner !== undefined);
    return fields.length > 0 && known.length === 0 ? undefined : Object.fromEntries(known);
  }

  private text(text: Text): Output<string> | undefined {
    if (typeof text === 'string') return output(text);
    if ('fn::ref' in text) {
      const { id, property } = text['fn::ref'];
      return (this.made.get(id) as unknown as Readonly<Record<string, Output<string>>>)[property];
    }
    if ('fn::config' in text) return this.config.getSecret(text['fn::config']);
    if ('fn::readFile' in text) return secret(this.surroundings.privateKey(text['fn::readFile']));
    if ('fn::toBase64' in text)
      return this.text(text['fn::toBase64'])?.apply((plain) => Buffer.from(plain).toString('base64'));
    if ('fn::sha256' in text)
      return this.text(text['fn::sha256'])?.apply((plain) => createHash('sha256').update(plain).digest('hex'));
    if ('fn::bcrypt' in text) {
      const { of, salt } = text['fn::bcrypt'];
      return this.both([of, salt])?.apply(([plain = '', characters]) =>
        hashSync(plain, `$2a$${BCRYPT_COST}$${characters}`),
      );
    }
    return this.both(text['fn::join'])?.apply((parts) => parts.join(''));
  }

  private both(texts: readonly Text[]): Output<string[]> | undefined {
    const parts = texts.map((one) => this.text(one));
    return parts.every((part) => part !== undefined) ? all(parts) : undefined;
  }
}
