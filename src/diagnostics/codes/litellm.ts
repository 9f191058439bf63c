import { error } from '../entry';

/** LiteLLM. */
export const litellm = {
  'litellm/bad-models': error<{ name: string; reason: string }>({
    message: ({ name, reason }) => `${name} cannot take its list of models from the file: ${reason}`,
    fix: () => 'write `model_list:` with entries of `model_name` and `litellm_params: { model: … }`',
    explain:
      'The file is one that a person edits: what LiteLLM would read from it is looked at before it is delivered.',
  }),
  'litellm/unknown-variable': error<{ name: string; model: string; variable: string }>({
    message: ({ name, model, variable }) => `${name}: '${model}' reads os.environ/${variable}, which it is not given`,
    fix: ({ variable }) =>
      `hand over a key of that name, models(text, [secret.key('${variable}')]), or correct the file`,
    explain: 'LiteLLM takes a variable that is not there for an empty key, and every request to that model is refused.',
  }),
  'litellm/variable-taken': error<{ name: string; variable: string; secret: string }>({
    message: ({ name, variable, secret }) => `${name} has ${variable} already, not from secret '${secret}'`,
    fix: () => 'give the key of one of the two another name',
    explain: 'A key for a cloud becomes a variable of the same name: two would overwrite each other.',
  }),
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
};
