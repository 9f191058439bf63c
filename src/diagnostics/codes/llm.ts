import { error, list, warning } from '../entry';

/** Models and keys of LLM gateways. */
export const llm = {
  'llm/differ': warning<{ one: string; several: readonly string[] }>({
    message: ({ one, several }) => `who asks one model asks ${one}, but open-webui offers ${list(several)}`,
    fix: ({ one }) => `leave steading:llm.openWebUi away, add ${one} to it, or say differs: true`,
    explain:
      'A switch changes steading:llm.variant alone. Where Open WebUI has a list of its own that does not name it, people chat with another model than the one that investigates, and a provider that was thought to be left is still asked.',
  }),
  'llm/shared-key': error<{ name: string; one: string; other: string }>({
    message: ({ name, one, other }) => `one key of secret '${name}' is for ${one} and for ${other}`,
    fix: () => 'give one of them a keySecret of its own',
    explain:
      'The key of one server would be sent to the other. Each provider has a key of its own name in a Secret; two servers of one kind need two Secrets.',
  }),
};
