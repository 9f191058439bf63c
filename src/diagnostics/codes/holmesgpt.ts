import { error } from '../entry';

/** HolmesGPT. */
export const holmesgpt = {
  'holmesgpt/no-key': error<{ name: string; model: string }>({
    message: ({ name, model }) => `${name} uses ${model}, whose server requires an API key, but ${name} has no key`,
    fix: () => 'set `keySecret` to the Secret that contains the key',
    explain:
      'litellm asks for the variable of the provider before it sends anything (`validate_environment`), and HolmesGPT answers every request with an error where it is not there. Only servers of your own need no key.',
  }),
  'holmesgpt/openai-base-url': error<{ release: string; version: string }>({
    message: ({ release, version }) =>
      `release '${release}' sets OPENAI_BASE_URL, which the litellm of holmes ${version} does not read: it would send requests to api.openai.com`,
    fix: () => 'rename the variable to OPENAI_API_BASE',
    explain:
      'HolmesGPT hands litellm no address, so that the environment decides. litellm reads OPENAI_API_BASE; OPENAI_BASE_URL only from versions on that came with holmes 0.12.6. What is seen is 403 unsupported_country_region_territory, or a wrong key.',
  }),
  'holmesgpt/no-provider': error<{ release: string; model: string }>({
    message: ({ release, model }) => `release '${release}' uses model '${model}', which names no provider`,
    fix: ({ model }) =>
      `write <provider>/${model}: openai/${model} for whatever speaks OpenAI's protocol, also for a server of your own`,
    explain:
      'litellm chooses protocol, address and key by what stands before the first `/`. Without it, a model that it does not know by name is an error with every request.',
  }),
};
