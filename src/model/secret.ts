import { Construct } from 'constructs';
import { here, type Where } from '../diagnostics/where';
import type { Component } from './component';
import type { Namespace } from './namespace';

/** Characters that need no quoting in a shell, a URL or a connection string. */
export const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Where the value of a key comes from. Never the value. */
export type KeySource =
  | { readonly from: 'generated'; readonly length: number; readonly alphabet: string; readonly prefix: string }
  | { readonly from: 'derived'; readonly template: readonly (string | SecretKey)[] }
  | { readonly from: 'bcrypt'; readonly of: SecretKey }
  | { readonly from: 'external'; readonly item: string; readonly field: string }
  | { readonly from: 'manual'; readonly what: string; readonly variable?: string };

/** A random value, made when the contract is sealed. */
export function generated(
  props: { readonly length?: number; readonly alphabet?: string; readonly prefix?: string } = {},
): KeySource {
  return {
    from: 'generated',
    length: props.length ?? 32,
    alphabet: props.alphabet ?? ALPHANUMERIC,
    prefix: props.prefix ?? '',
  };
}

/** A text around other keys: derived`postgresql://litellm:${password}@host:5432/litellm`. */
export function derived(texts: TemplateStringsArray, ...keys: (SecretKey | string | number)[]): KeySource {
  const parts = texts
    .flatMap((text, i) => [text, keys[i] ?? ''])
    .map((part) => (part instanceof SecretKey ? part : String(part)));
  return { from: 'derived', template: parts.filter((part) => part !== '') };
}

/** Several keys in one text, in this order: `key-a;key-b`. */
export function joined(keys: readonly (SecretKey | string)[], separator: string): KeySource {
  return { from: 'derived', template: keys.flatMap((key, i) => (i === 0 ? [key] : [separator, key])) };
}

/** The bcrypt hash of another key. */
export function bcryptOf(key: SecretKey): KeySource {
  return { from: 'bcrypt', of: key };
}

/** A field of a 1Password item, copied by its operator. */
export function onePassword(item: string, field: string): KeySource {
  return { from: 'external', item, field };
}

/**
 * A value that only a person has; `what` tells them what is asked for. Whoever bootstraps a cluster finds it in the environment `variable`,
 * if there is one.
 */
export function manual(what: string, { variable }: { readonly variable?: string } = {}): KeySource {
  return { from: 'manual', what, ...(variable && { variable }) };
}

/** One key of a contract: what an environment variable or a template refers to. */
export class SecretKey {
  constructor(
    readonly secret: Secret,
    readonly name: string,
    private readonly from: KeySource | (() => KeySource),
  ) {}

  get source(): KeySource {
    return typeof this.from === 'function' ? this.from() : this.from;
  }
}

export interface SecretProps {
  readonly namespace: Namespace;
  /** Where each key comes from; a function is asked once all is declared. */
  readonly keys: Readonly<Record<string, KeySource | (() => KeySource)>>;
  /** Raising it is rotation: the next `steading secrets seal` makes new values and every consumer restarts. @default 1 */
  readonly version?: number;
}

/** A contract about a Kubernetes Secret: its name, its keys and where each comes from. */
export class Secret extends Construct {
  readonly namespace: Namespace;
  readonly version: number;
  readonly at: Where;
  private readonly known = new Map<string, SecretKey>();

  constructor(
    readonly component: Component,
    readonly name: string,
    props: SecretProps,
  ) {
    super(component, `secret-${props.namespace.name}-${name}`);
    this.namespace = props.namespace;
    this.version = props.version ?? 1;
    for (const [key, source] of Object.entries(props.keys)) this.add(key, source);
    this.at = here();
  }

  get keys(): readonly SecretKey[] {
    return [...this.known.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** One key more, or the one of that name that is there. */
  add(name: string, source: KeySource | (() => KeySource)): SecretKey {
    const key = this.known.get(name) ?? new SecretKey(this, name, source);
    this.known.set(name, key);
    return key;
  }

  /** A key of this contract; asking for one that it does not have is a mistake in the construct. */
  key(name: string): SecretKey {
    const key = this.known.get(name);
    if (!key)
      throw new Error(`secret '${this.name}' has no key '${name}', only ${this.keys.map((k) => k.name).join(', ')}`);
    return key;
  }
}

/** The keys that a source is made from. */
export function sourcesOf(source: KeySource): readonly SecretKey[] {
  if (source.from === 'bcrypt') return [source.of];
  return source.from === 'derived' ? source.template.filter((part) => part instanceof SecretKey) : [];
}
