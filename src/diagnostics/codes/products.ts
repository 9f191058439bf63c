import { error } from '../entry';

/** Mistakes that only somebody who knows the product can name. */
export const products = {
  'litellm/no-models': error<{ name: string }>({
    message: ({ name }) => `${name} serves no model`,
    fix: () => 'call route(model, server)',
    explain: 'LiteLLM with an empty model_list starts and answers every request with an error.',
  }),
  'litellm/duplicate-model': error<{ name: string; model: string }>({
    message: ({ name, model }) => `${name} already serves '${model}'`,
    fix: () => 'give one route another model name',
    explain:
      'Two routes of one name are a load balancer for LiteLLM. Steading asks for that to be said, not to happen.',
  }),
  'open-webui/no-llm': error<{ name: string }>({
    message: ({ name }) => `${name} talks to no language model`,
    fix: () => 'call use(server)',
    explain: 'Without an address Open WebUI falls back to api.openai.com.',
  }),
};
