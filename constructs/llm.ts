import { external, type LlmWays, type Provides, type Stack, type Variant } from '../src';

/** Who serves a language model, by litellm's names; `openai` is also whatever else speaks OpenAI's protocol. */
export type Provider = 'openai' | 'anthropic' | 'gemini' | 'azure';

/** A language model, where it answers and what it asks for. */
export interface Llm extends Provides<'openai'> {
  readonly provider: Provider;
  /** The model as its server names it; with Azure, the deployment. */
  readonly model: string;
  /** Name of the Secret, in the namespace of whoever asks, that holds the provider's key; a person fills it. @default - asks for no key */
  readonly keySecret?: string;
}

/** The key of each provider, by the name that litellm reads; it has that name in its Secret as well. */
export const PROVIDER_KEYS: Readonly<Record<Provider, string>> = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  gemini: 'GEMINI_API_KEY',
  azure: 'AZURE_API_KEY',
};

/** Who asks which models. */
export interface ChosenLlms {
  /** What is asked by whoever asks one model. */
  readonly one: Llm;
  /** What is offered where there is a choice. */
  readonly several: readonly Llm[];
}

/** What is behind the tunnel, where its proxy is made: somebody asks it, or it is to stay. */
export function tunnelOf({ variant, openWebUi = [], tailscale, keepProxy }: LlmWays): LlmWays['tailscale'] {
  return keepProxy || variant === 'tailscale' || openWebUi.includes('tailscale') ? tailscale : undefined;
}

/** The language models that a site has chosen of those that it knows. `proxy` is the way to the one behind the tunnel. */
export function chosenLlms(stack: Stack, ways: LlmWays, proxy: Provides<'openai'> | undefined): ChosenLlms {
  const { variant, openWebUi = [variant], differs } = ways;
  if (!openWebUi.includes(variant) && !differs)
    stack.report('llm/differ', { one: variant, several: openWebUi }, [stack.environment]);
  const several = [...new Set(openWebUi)].map((name) => llmOf(name, ways, proxy));
  return { one: llmOf(variant, ways, proxy), several };
}

/** Where each provider speaks OpenAI's protocol, by its own documentation. */
const DOORS = {
  openai: { host: 'api.openai.com', path: '/v1' },
  anthropic: { host: 'api.anthropic.com', path: '/v1' },
  gemini: { host: 'generativelanguage.googleapis.com', path: '/v1beta/openai' },
} as const;

function llmOf(name: Variant, ways: LlmWays, proxy: Provides<'openai'> | undefined): Llm {
  switch (name) {
    case 'tailscale': {
      const { model } = described(ways, name);
      if (!proxy) throw new Error('a model behind the tunnel needs its proxy');
      return { provider: 'openai', model, openai: proxy.openai };
    }
    case 'direct': {
      const { url, networks, ...rest } = described(ways, name);
      // A name of the site's own may stand for any address, also for a private one.
      const cidrs = networks ?? (isAddress(url) ? undefined : ['0.0.0.0/0']);
      return { provider: 'openai', ...rest, ...at('llm', url, '', cidrs) };
    }
    case 'azure': {
      const { url, ...rest } = described(ways, name);
      return { provider: 'azure', ...rest, ...at('azure', url, '/openai/v1') };
    }
    default: {
      const { host, path } = DOORS[name];
      return { provider: name, ...described(ways, name), ...external('openai', { name, host, port: 443, path }) };
    }
  }
}

function described<V extends Variant>(ways: LlmWays, name: V): NonNullable<LlmWays[V]> {
  const way = ways[name];
  if (way === undefined) throw new Error(`steading:llm describes no ${name}`);
  return way;
}

function at(name: string, url: string, path: string, cidrs?: readonly string[]): Provides<'openai'> {
  const { protocol, hostname, port, pathname } = new URL(url);
  const scheme = protocol.replace(':', '');
  return external('openai', {
    name,
    host: hostname,
    port: Number(port || (scheme === 'https' ? 443 : 80)),
    path: pathname.replace(/\/+$/, '') + path,
    scheme,
    ...(cidrs && { cidrs }),
  });
}

const isAddress = (url: string): boolean => /^\d+(\.\d+){3}$/.test(new URL(url).hostname);
