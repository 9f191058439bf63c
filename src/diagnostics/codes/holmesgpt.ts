import { error } from '../entry';

/** Mistakes around HolmesGPT, its language model and its runbooks. */
export const holmesgpt = {
  'holmesgpt/no-key': error<{ name: string; model: string }>({
    message: ({ name, model }) => `${name} asks ${model}, whose server lets nobody in without a key, and has none`,
    fix: () => 'name the Secret that holds the key, with `keySecret`',
    explain:
      'litellm asks for the variable of the provider before it sends anything (`validate_environment`), and HolmesGPT answers every request with an error where it is not there. Only servers of your own need no key.',
  }),
};
