import { error, list, warning } from '../entry';

const quoted = (all: readonly string[]): string => list(all.map((one) => `'${one}'`));

/** Mistakes around HolmesGPT, its language model and its runbooks. */
export const holmesgpt = {
  'holmesgpt/no-key': error<{ name: string; model: string }>({
    message: ({ name, model }) => `${name} asks ${model}, whose server lets nobody in without a key, and has none`,
    fix: () => 'name the Secret that holds the key, with `keySecret`',
    explain:
      'litellm asks for the variable of the provider before it sends anything (`validate_environment`), and HolmesGPT answers every request with an error where it is not there. Only servers of your own need no key.',
  }),
  'holmesgpt/openai-base-url': error<{ release: string; version: string }>({
    message: ({ release, version }) =>
      `release '${release}' sets OPENAI_BASE_URL, which the litellm of holmes ${version} does not read: it would ask api.openai.com`,
    fix: () => 'call the variable OPENAI_API_BASE',
    explain:
      'HolmesGPT hands litellm no address, so that the environment decides. litellm reads OPENAI_API_BASE; OPENAI_BASE_URL only from versions on that came with holmes 0.12.6. What is seen is 403 unsupported_country_region_territory, or a wrong key.',
  }),
  'holmesgpt/no-provider': error<{ release: string; model: string }>({
    message: ({ release, model }) => `release '${release}' asks model '${model}', which names no provider`,
    fix: ({ model }) =>
      `write <provider>/${model}: openai/${model} for whatever speaks OpenAI's protocol, also for a server of your own`,
    explain:
      'litellm chooses protocol, address and key by what stands before the first `/`. Without it, a model that it does not know by name is an error with every request.',
  }),
  'runbook/not-python': error<{ name: string; pattern: string; reason: string }>({
    message: ({ name, pattern, reason }) =>
      `runbook '${name}' has the pattern '${pattern}', which python refuses: ${reason}`,
    fix: () => "write it in the dialect of python's re",
    explain:
      'HolmesGPT compiles patterns when it loads its runbooks, and it loads them with every investigation: one that Python refuses ends them all, also those that it is not about.',
  }),
  'runbook/matches-nothing': error<{ name: string; pattern: string; missed: readonly string[] }>({
    message: ({ name, pattern, missed }) =>
      `runbook '${name}' is meant for ${quoted(missed)}, which its pattern '${pattern}' does not match`,
    fix: () => 'begin every alternative with `.*` where what it looks for may stand later, or change the example',
    explain:
      'Patterns are matched from the start of the title (`re.match`), in the case in which they are written. A runbook that matches nothing is loaded and never used, and nobody is told.',
  }),
  'runbook/matches-everything': error<{ name: string; pattern: string }>({
    message: ({ name, pattern }) =>
      `runbook '${name}' would be part of every investigation: '${pattern}' matches any issue`,
    fix: () => 'name what it is about; a pattern that may be empty matches everything',
    explain:
      "Judged by an empty title and by 'random unrelated issue'. Patterns need not match to the end: one that matches nothing at all, as `a*` may, matches at the start of any title.",
  }),
  'runbook/built-in': warning<{ name: string; pattern: string; known: readonly string[] }>({
    message: ({ name, pattern, known }) =>
      `runbook '${name}' overlaps with a built-in one: '${pattern}' matches ${quoted(known)} as well`,
    fix: () => 'narrow the pattern, or accept that the model gets both instructions',
    explain:
      'HolmesGPT brings runbooks for issues from Jira and for the alerts KubeSchedulerDown and KubeControllerManagerDown. All that match are handed to the model, which may find them to contradict each other.',
  }),
};
