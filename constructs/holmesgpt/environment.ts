import { type Component, manual, type Namespace, Secret, type SecretKey } from '../../src';
import { type Llm, PROVIDER_KEYS } from '../llm';
import { type EnvVar, reference } from '../open-webui-doors';

/** Whose address litellm knows. */
const KNOWN = { openai: 'api.openai.com', anthropic: 'api.anthropic.com', gemini: 'generativelanguage.googleapis.com' };
/** The newest stable one (2024-10-21); litellm refuses to start without one. */
const AZURE_API_VERSION = '2024-10-21';

/** How litellm is told which model to ask, and where. */
export interface Told {
  readonly env: readonly EnvVar[];
  readonly model: string;
  readonly key?: SecretKey;
}

/**
 * The model with its provider before it, the address where litellm does not know it, and the provider's own key.
 *
 * HolmesGPT hands litellm no address (`base_url=None`), so that the environment decides. The litellm of 0.6.0 (1.50.2) reads OPENAI_API_BASE alone.
 */
export function told(component: Component, namespace: Namespace, llm: Llm): Told {
  const { provider, openai, keySecret } = llm;
  const model = `${provider}/${llm.model}`;
  const name = PROVIDER_KEYS[provider];
  const source = manual(`key of ${openai.host}`);
  const key =
    keySecret === undefined
      ? undefined
      : new Secret(component, keySecret, { namespace, keys: { [name]: source } }).key(name);
  const env = [
    { name: 'MODEL', value: model },
    ...address(llm),
    ...(key ? [reference(name, key)] : provider === 'openai' ? [{ name, value: 'not-needed' }] : []),
  ];
  return { env, model, ...(key && { key }) };
}

/** Whether nobody is let in there without a key. */
export function wantsKey({ provider, openai }: Llm): boolean {
  return provider !== 'openai' || openai.host === KNOWN.openai;
}

function address({ provider, openai }: Llm): EnvVar[] {
  const { origin, pathname } = new URL(openai.url);
  if (provider === 'azure')
    return [
      { name: 'AZURE_API_BASE', value: origin },
      { name: 'AZURE_API_VERSION', value: AZURE_API_VERSION },
    ];
  if (openai.host === KNOWN[provider]) return [];
  return provider === 'openai' ? [{ name: 'OPENAI_API_BASE', value: `${origin}${pathname}` }] : [];
}
