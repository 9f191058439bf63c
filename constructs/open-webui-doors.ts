import { type Component, manual, type Namespace, Secret, type SecretKey } from '../src';
import { type Llm, PROVIDER_KEYS } from './llm';

/** A variable of a container, as charts take it. */
export type EnvVar =
  | { readonly name: string; readonly value: string }
  | {
      readonly name: string;
      readonly valueFrom: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
    };

/** What the server of pipelines asks for: in its Secret, and in its environment. */
export const PIPELINES_KEY = 'PIPELINES_API_KEY';

/** A variable that has the value of a key. */
export function reference(name: string, { secret, name: key }: SecretKey): EnvVar {
  return { name, valueFrom: { secretKeyRef: { name: secret.name, key } } };
}

interface Door {
  readonly url: string;
  readonly model: string;
  /** @default - asks for none */
  readonly key?: SecretKey;
}

interface Opened extends Pick<Door, 'key'> {
  /** Another server that has the same key. */
  readonly shared?: { readonly name: string; readonly one: string; readonly other: string };
}

/** The servers that Open WebUI asks, each with its key. It reads them as two lists, matched by position; here they are one. */
export class Doors {
  private readonly doors: Door[] = [];
  private readonly secrets = new Map<string, Secret>();

  /** `first` is the key of a server that the chart itself puts before all others. */
  constructor(
    private readonly component: Component,
    private readonly namespace: Namespace,
    private readonly first: SecretKey | undefined,
  ) {}

  /** One server more. Says whether its key is another server's as well. */
  open({ provider, model, openai, keySecret }: Llm): Opened {
    const { url, host } = openai;
    if (keySecret === undefined) return this.add({ url, model });
    const secret = this.secrets.get(keySecret) ?? this.contract(keySecret);
    const key = secret.add(PROVIDER_KEYS[provider], manual(`key of ${host}`));
    const other = this.doors.find((door) => door.key === key);
    return {
      ...this.add({ url, model, key }),
      ...(other && { shared: { name: keySecret, one: other.url, other: url } }),
    };
  }

  get urls(): readonly string[] {
    return this.doors.map(({ url }) => url);
  }

  /** Keys come first, for a variable is known to those behind it; their values stand in no manifest. */
  variables(): readonly EnvVar[] {
    const names = new Map<SecretKey, string>();
    for (const key of [this.first, ...this.doors.map((door) => door.key)]) {
      const taken = [...names.keys()].filter(({ name }) => name === key?.name).length;
      if (key && !names.has(key)) names.set(key, taken > 0 ? `${key.name}_${taken + 1}` : key.name);
    }
    const keys = [...(this.first ? [this.first] : []), ...this.doors.map(({ key }) => key)];
    const isSet = [...names.values()].includes('OPENAI_API_KEY');
    return [
      ...[...names].map(([key, name]) => reference(name, key)),
      ...(isSet ? [] : [{ name: 'OPENAI_API_KEY', value: NO_KEY }]),
      { name: 'OPENAI_API_KEYS', value: keys.map((key) => (key ? `$(${names.get(key)})` : NO_KEY)).join(';') },
    ];
  }

  /** The list as a person types it. */
  text(): string {
    return this.doors
      .map(({ url, model, key }) => `${url}   key: ${key ? `that of ${key.name}` : NO_KEY}   model ID: ${model}`)
      .join('\n');
  }

  private add(door: Door): Pick<Door, 'key'> {
    this.doors.push(door);
    this.doors.sort((a, b) => (a.url < b.url ? -1 : 1));
    return door;
  }

  private contract(name: string): Secret {
    const secret = new Secret(this.component, name, { namespace: this.namespace, keys: {} });
    this.secrets.set(name, secret);
    return secret;
  }
}

/** A server that asks for no key is sent this one: the list has one entry an address. */
const NO_KEY = 'not-needed';
