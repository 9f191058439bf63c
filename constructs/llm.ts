import type { Provides } from '../src';

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
